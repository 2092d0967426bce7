import { describe, expect, it } from 'vitest';
import { fold } from '../../src/text/fold.ts';
import { numberOf } from '../../src/text/numbers.ts';
import { sentences } from '../../src/text/sentences.ts';
import { stemOf } from '../../src/text/stem.ts';
import { isStopWord } from '../../src/text/stop-words.ts';
import { addTokens, makeTokens } from '../../src/text/tokens.ts';

describe('fold', () => {
  it('takes accents and case off, letter for letter', () => {
    expect(fold('Élysée Łódź Straße ÑANDÚ')).toBe('elysee lodz strase nandu');
    expect(fold('Νόμος')).toBe(fold('ΝΟΜΟΣ'));
  });
});

describe('stemOf', () => {
  it.each([
    ['prosecutors', 'prosecutor', 'en'],
    ['investigations', 'investigation', 'en'],
    ['fiscales', 'fiscal', 'es'],
    ['Gesetze', 'Gesetz', 'de'],
    ['présentées', 'présenté', 'fr'],
    ['prokuratorzy', 'prokuratora', 'pl'],
    ['rządzie', 'rząd', 'pl'],
    ['ustawami', 'ustawę', 'pl'],
    ['Nowakowskiego', 'Nowakowski', 'pl'],
    ['Kowalowi', 'Kowalem', 'pl'],
    ['Novákem', 'Nováka', 'cs'],
    ['Korhosen', 'Korhonen', 'fi'],
    ['oikeuden', 'oikeus', 'fi'],
    ['törvényben', 'törvények', 'hu'],
    ['κυβερνήσεων', 'κυβέρνηση', 'el'],
    ['ΔΙΚΑΣΤΗΡΙΟΥ', 'δικαστήρια', 'el'],
    ['domstolene', 'domstol', 'no'],
  ])('gives %s and %s one stem', (one, other, lang) => {
    expect(stemOf(one, lang)).toBe(stemOf(other, lang));
  });
});

describe('sentences', () => {
  it('goes on behind the day of a date and behind an ordinal', () => {
    expect(
      sentences('Das Gesetz gilt ab dem 5. Mai. Der Rat stimmte am 12. zu. Er kam um 5. Die Sitzung endete.'),
    ).toEqual(['Das Gesetz gilt ab dem 5. Mai.', 'Der Rat stimmte am 12. zu.', 'Er kam um 5.', 'Die Sitzung endete.']);
  });
});

describe('isStopWord', () => {
  it('knows small words of each language', () => {
    expect(isStopWord('the', 'en')).toBe(true);
    expect(isStopWord('der', 'de')).toBe(true);
    expect(isStopWord('ferry', 'en')).toBe(false);
  });
});

describe('addTokens', () => {
  it.each([
    ['12 000 personnes, 1\u202f200\u00a0000 euros', ['12 000', 'personnes', '1\u202f200\u00a0000', 'euros']],
    ['in 2026 300 people, 5G 16 20', ['in', '2026', '300', 'people', '5G', '16', '20']],
  ])('takes the groups of three digits in %j as one figure, and nothing else', (text, words) => {
    const tokens = makeTokens();
    addTokens(tokens, text, 0);

    expect(Array.from({ length: tokens.count }, (_, at) => text.slice(tokens.start[at], tokens.end[at]))).toEqual(
      words,
    );
  });
});

describe('numberOf', () => {
  it.each([
    ['16', '', '16'],
    ['1.8bn', '', '1.8bn'],
    ['1,8', ' Milliarden Euro', '1.8bn'],
    ['1.800', ' millones', '1.8bn'],
    ['166,000', ' millones', '166bn'],
    ['20', '% of', '20%'],
    ['20', ' por ciento', '20%'],
    ['300.000', ' Menschen', '300000'],
    ['16th', '', '16'],
    ['12 000', ' personnes', '12000'],
    ['3,5', ' miljarder kronor', '3.5bn'],
    ['40', ' εκατ. ευρώ', '40m'],
    ['12', ' százalék', '12%'],
    ['5G', '', undefined],
  ])('reads %j before %j as %j', (token, next, figure) => {
    expect(numberOf(token, next)).toBe(figure);
  });
});
