import { describe, expect, it } from 'vitest';
import { clearlySpeaks } from '../../src/feeds/little-words.ts';

describe('clearlySpeaks', () => {
  it.each([
    ['en', 'The regulator warned the company that its appeal will be heard by a judge after the summer'],
    ['de', 'Die Behörde hat das Unternehmen gewarnt, dass die Klage nicht vor dem Sommer gehört wird'],
    ['fr', 'Le parquet a ouvert une enquête sur la plateforme et les données des mineurs dans le pays'],
    ['es', 'La Fiscalía investiga a las plataformas por los datos de menores y el juez oirá el recurso'],
    ['pt', 'O Ministério Público investiga a plataforma e os dados dos menores não foram apagados pela empresa'],
    ['it', 'Il garante ha avvertito la società che il ricorso sui dati degli utenti è stato respinto dalla corte'],
    ['nl', 'De toezichthouder heeft het bedrijf gewaarschuwd dat de zaak niet voor de zomer wordt gehoord'],
  ])('hears %s, and takes it for no other language', (lang, text) => {
    const heard = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'ca', 'ro'].filter((one) =>
      clearlySpeaks(text, one),
    );

    expect(heard).toEqual([lang]);
  });

  it.each([
    ['es', 'El Govern demana als jutges que investiguin les plataformes i la seva empresa per dades amb menors'],
    ['nl', 'Die regering het die maatskappy gewaarsku dat hulle nie vir die data van kinders betaal nie'],
    ['sv', 'Regeringen har bedt domstolene om at undersøge platformen, og det er ikke første gang'],
  ])('is not sure that a neighbour of %s is it', (lang, text) => {
    expect(clearlySpeaks(text, lang)).toBe(false);
  });

  it('is not sure of a bare headline, of another script, or of a language that it has no words of', () => {
    expect(clearlySpeaks('Spain asks prosecutors to investigate X, Meta and TikTok', 'de')).toBe(false);
    expect(clearlySpeaks('Kranwerk shares fall', 'en')).toBe(false);
    expect(clearlySpeaks('Прокуратура проверит платформы', 'ru')).toBe(false);
    expect(clearlySpeaks('', 'en')).toBe(false);
  });
});
