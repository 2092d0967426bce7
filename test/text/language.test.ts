import { describe, expect, it } from 'vitest';
import { languageCode } from '../../src/text/language-code.ts';
import { languageOf } from '../../src/text/language.ts';

describe('languageOf', () => {
  it.each([
    ['es', 'El Gobierno pide a la Fiscalía que investigue a X, Meta y TikTok'],
    ['de', 'Spanien lässt Staatsanwälte gegen X, Meta und TikTok ermitteln'],
    ['fr', 'L’Espagne demande au parquet d’enquêter sur X, Meta et TikTok'],
    ['en', 'Spain asks prosecutors to investigate X, Meta and TikTok'],
  ])('names %s', (lang, text) => {
    expect(languageOf(text, undefined)).toBe(lang);
  });

  it('takes the prior where the text is short', () => {
    expect(languageOf('Grok', 'es-ES')).toBe('es');
  });

  it('gives the prior up where the text clearly speaks another language', () => {
    expect(languageOf('Spain asks prosecutors to investigate the platforms over the images', 'es')).toBe('en');
  });

  it('is English where nothing is known', () => {
    expect(languageOf('', undefined)).toBe('en');
  });
});

describe('languageCode', () => {
  it.each([
    ['es-ES', 'es'],
    ['pt_BR', 'pt'],
    ['EN', 'en'],
    ['nb-NO', 'no'],
    ['english', undefined],
    [undefined, undefined],
  ])('reads %s as %s', (tag, code) => {
    expect(languageCode(tag)).toBe(code);
  });
});
