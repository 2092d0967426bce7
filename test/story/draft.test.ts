import { describe, expect, it } from 'vitest';
import { draftProfile } from '../../src/story/draft.ts';
import type { Seed } from '../../src/story/story.ts';
import { FERRY, LEXICON } from '../relevance/builders.ts';

const draft = (seed: Seed) => draftProfile([seed], LEXICON);
const actor = (seed: Seed, name: string) => draft(seed).profile.actors.find((one) => one.name === name);

describe('draftProfile', () => {
  it('finds persons with role and last name, and bodies with their acronym', () => {
    expect(actor(FERRY, 'Karla Holzinger')).toMatchObject({ aliases: ['Holzinger'], role: 'Transport Minister' });
    expect(actor(FERRY, 'Transport Safety Board')).toMatchObject({ aliases: ['TSB'] });
  });

  it('takes names in brackets as aliases', () => {
    const seed: Seed = {
      title: 'Regulator fines Q and Talko',
      paragraphs: [
        'The regulator fined Q (formerly Chirper) and Talko (parent company of Facepage and Snapgram) on Monday.',
      ],
      lang: 'en',
    };

    expect(actor(seed, 'Q')).toMatchObject({ aliases: ['Chirper'], ambiguous: true });
    expect(actor(seed, 'Talko')).toMatchObject({ aliases: ['Facepage', 'Snapgram'], ambiguous: false });
  });

  it('marks a name that is also a common word as ambiguous', () => {
    const seed: Seed = {
      title: 'Court fines Corte and Alpenschiff',
      paragraphs: ['The judge fined Corte on Monday.'],
      lang: 'en',
    };

    expect(actor(seed, 'Corte')?.ambiguous).toBe(true);
    expect(actor(seed, 'Alpenschiff')?.ambiguous).toBe(false);
  });

  it('takes given names that look like months for names', () => {
    const names = (text: string, lang: string) =>
      draft({ title: 'Ferry sinks', paragraphs: [text], lang }).profile.actors.map(({ name }) => name);

    expect(names('Il presidente Marco Bellandi lo ha detto.', 'it')).toEqual(['Marco Bellandi']);
    expect(names('Volgens minister Jan de Boer is het plan klaar.', 'nl')).toEqual(['Jan de Boer']);
    expect(names('A decisão de Março foi anulada.', 'pt')).toEqual([]);
  });

  it('takes a demonym behind a capital for a place, and a last name that is a place for a person', () => {
    const places = (title: string, lang: string) =>
      draft({ title, paragraphs: ['Nothing else.'], lang }).profile.places.map(({ id }) => id);

    expect(places('Hoogste Amerikaanse rechters stellen vragen over de heffing', 'nl')).toEqual(['US', 'NL']);
    expect(places('Turiner Bank kauft Werft', 'de')).toEqual(['IT', 'DE']);
    expect(places('Le préfet de Corrèze attendu à Matignon', 'fr')).toEqual(['FR']);
    expect(places('Minister says that Jane Ireland will answer the committee', 'en')).toEqual([]);
  });

  it('takes no heading between paragraphs, no bare title, age or part of a law for a name', () => {
    const { actors, terms } = draft({
      title: 'Ferry owner charged',
      paragraphs: [
        'The prosecutor invoked Article 8 and Section 12-3 against the owner, Karla Holzinger, after 48 hours.',
        'Growing Pressure On Shipping Lines',
        'On Monday the Prime Minister and Anna Berg-Marek visited the harbour.',
      ],
      lang: 'en',
    }).profile;

    expect(actors.map(({ name }) => name).toSorted()).toEqual(['Anna Berg-Marek', 'Karla Holzinger']);
    expect(actors.flatMap(({ aliases }) => aliases).toSorted()).toEqual(['Berg-Marek', 'Holzinger']);
    const phrases = terms.map(({ phrase }) => phrase);
    expect(phrases).toContain('48');
    for (const part of ['article', 'section', '8', '12', '3']) expect(phrases).not.toContain(part);
  });

  it.each([
    [
      'an age that German writes with a capital',
      'de',
      'Künftig bekommt jeder 18-Jährige Post vom Amt, sagt Jens Muster.',
      'Jens Muster',
    ],
    ['a sum of money', 'de', 'Der Käufer zahlt 3,5 Milliarden Euro, sagt Jens Muster.', 'Jens Muster'],
    [
      'nothing of a person who is called like a thousand',
      'en',
      'The deal is off, said Mila Muster on Monday.',
      'Mila Muster',
    ],
  ])('leaves out of its names %s', (_, lang, paragraph, name) => {
    const { actors } = draft({ title: 'Werft verkauft', paragraphs: [paragraph], lang }).profile;

    expect(actors.map((actor) => actor.name)).toEqual([name]);
  });

  it('knows a person by a last name in another case', () => {
    const { actors } = draft({
      title: 'Prom zatonął w porcie',
      paragraphs: ['Przed sądem odpowie Adam Morawiecki. Adwokat Morawieckiego milczy, a rodziny czekają.'],
      lang: 'pl',
    }).profile;

    expect(actors.map(({ name }) => name)).toEqual(['Adam Morawiecki']);
    expect(actors[0]?.aliases.toSorted()).toEqual(['Morawiecki', 'Morawieckiego']);
  });

  it('takes a capital for a name where the lexicon knows its end alone', () => {
    const { actors } = draft({
      title: 'Nya regler för lån',
      paragraphs: ['Nu granskas Kustbanken, säger ministern.'],
      lang: 'sv',
    }).profile;

    expect(actors.map(({ name }) => name)).toContain('Kustbanken');
  });

  it('calls a company by what stands before its form', () => {
    const { actors } = draft({
      title: 'Owner of the yard gives up',
      paragraphs: [
        'Tarvos Holding sells the yard. The harbour said that Tarvos had not paid, and Alpen Partners may buy it.',
      ],
      lang: 'en',
    }).profile;

    expect(actors.map(({ name, aliases }) => [name, aliases])).toEqual([
      ['Tarvos Holding', ['Tarvos']],
      ['Alpen Partners', ['Alpen']],
    ]);
  });

  it('keeps the last paragraph of a long article, and the country that a seed is told in', () => {
    const filler = (from: number): string =>
      Array.from({ length: 24 }, (_, at) => `dorka${String.fromCodePoint(97 + from, 97 + at)}`).join(' ');
    const { terms, places } = draft({
      title: 'Italienische Bank will Werft übernehmen',
      paragraphs: [filler(0), filler(1), filler(2), 'Zuletzt droht eine Sturmflutabgabe.'],
      lang: 'de',
    }).profile;

    expect(terms.map(({ phrase }) => phrase)).toContain('sturmflutabgabe');
    expect(places).toEqual([
      { id: 'IT', weight: 1 },
      { id: 'DE', weight: 0.3 },
    ]);
  });

  it('gives the country that a seed is told in its weight, however late it is named', () => {
    const { places } = draft({
      title: 'Elsüllyedt a komp a tavon',
      paragraphs: [
        'A mentők reggel értek oda.',
        'A hajót ketten vezették.',
        'A parton sokan vártak.',
        'Magyarország gyászol.',
      ],
      lang: 'hu',
    }).profile;

    expect(places).toEqual([{ id: 'HU', weight: 0.6 }]);
  });

  it.each([
    ['of a person behind particles', 'Ana Rebelo de Matos', ['Matos']],
    ['of a person whose given name nobody knows, by the role', 'Qorvind Dalbrek', ['Dalbrek']],
    ['not of a body', 'River Action', []],
    ['not of a body that is named after somebody', 'Port Elizabeth Quay', []],
  ])('takes the last name %s', (_, name, aliases) => {
    const role = name.startsWith('Qorvind') ? 'minister ' : '';
    const seed = { title: 'Ferry sank', paragraphs: [`They were asked by ${role}${name} to wait.`], lang: 'en' };

    expect(draft(seed).profile.actors).toMatchObject([{ name, aliases }]);
  });

  it('begins the name of a person at the given name, and keeps the role before it', () => {
    const { actors } = draft({
      title: 'Prom zatonął',
      paragraphs: ['Jak mówi prezes Żeglowii Marcin Dolnicki, rejsów nie będzie.'],
      lang: 'pl',
    }).profile;

    expect(actors).toMatchObject([{ name: 'Marcin Dolnicki', role: 'prezes Żeglowii', aliases: ['Dolnicki'] }]);
  });

  it('calls a Hungarian by the first of the names', () => {
    const { actors } = draft({
      title: 'Elsüllyedt a komp',
      paragraphs: ['A hajót Keresztesi Ágnes vezette. A mentők szerint Keresztesi a parton várt.'],
      lang: 'hu',
    }).profile;

    expect(actors).toMatchObject([{ name: 'Keresztesi Ágnes', aliases: ['Keresztesi'] }]);
  });

  it('reads a figure inside a phrase of the lexicon', () => {
    const { terms } = draft({
      title: 'El Senado debate la norma para menores de 16 años',
      paragraphs: [],
      lang: 'es',
    }).profile;

    expect(terms.map(({ concept }) => concept)).toContain('age-verification');
  });

  it('weighs the headline most and the last paragraphs least', () => {
    const { terms } = draft(FERRY).profile;
    const weight = (phrase: string) => terms.find((term) => term.phrase === phrase)?.weight ?? 0;

    expect(weight('ferry')).toBe(1);
    expect(weight('sank')).toBeLessThan(1);
    expect(weight('stricter')).toBeLessThan(weight('sank'));
  });

  it('names places, concepts and a strand for each paragraph', () => {
    const { profile } = draft(FERRY);

    expect(profile.places[0]).toEqual({ id: 'AT', weight: 1 });
    expect(profile.terms.map((term) => term.concept)).toContain('prosecutor');
    expect(profile.strands).toHaveLength(3);
    expect(profile.strands[0]?.actors).toContain('Alpenschiff');
  });

  it('calls a strand by the first words of its paragraph, cut at a word', () => {
    const { strands } = draft({
      title: 'Ferry owner charged',
      paragraphs: [
        'Dr. Holzinger charged the owner. The ferry Alpenschiff sank on Lake Constance a year ago with nine on board.',
        'The ferry Alpenschiff sank on Lake Constance a year ago, on a calm and clear morning, with nine on board.',
      ],
      lang: 'en',
    }).profile;

    expect(strands.map(({ title }) => title)).toEqual([
      'Dr. Holzinger charged the owner',
      'The ferry Alpenschiff sank on Lake Constance a year ago, on …',
    ]);
  });

  it('gives a seed without a country the country of its language', () => {
    const { profile } = draft({
      title: 'Minister stellt neues Gesetz zur Fährsicherheit vor',
      paragraphs: [],
      lang: 'de',
    });

    expect(profile.places).toEqual([{ id: 'DE', weight: 0.6 }]);
  });

  it('warns of a seed that would match everything, and says what would mend it', () => {
    const { warnings } = draft({ title: 'Business highlights', paragraphs: [], lang: 'en' });

    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.every((warning) => warning.hint.length > 10)).toBe(true);
  });

  it('has no warning for a whole article', () => {
    expect(draft(FERRY).warnings).toEqual([]);
  });
});
