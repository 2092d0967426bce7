import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanTitle, cut, hostOf, safeLink } from '../../src/message/clean.ts';
import { textFaults, urlFaults } from '../adapters/chat/properties.ts';
import { hostileText } from './messages.ts';

describe('cleanLine', () => {
  it.each([
    ['a writing direction that is turned', 'pay \u202Egnp.exe\u202C now', 'pay gnp.exe now'],
    ['hidden letters of the tag block', 'Hi\u{E0069}\u{E006E}', 'Hi'],
    ['characters without width', 'pay\u200Bpal\u2060 so\u00ADft\uFEFF', 'paypal soft'],
    ['colours of a terminal', 'a\u001B[31mred\u001B[0m\u009B2Jb', 'aredb'],
    ['control characters', 'a\u0000b\u0007c', 'abc'],
    ['line ends of every kind', ' one\r\ntwo\u2028three\u0085four\t five ', 'one two three four five'],
    ['piles of marks', `e${'\u0316'.repeat(9)}`, 'e\u0316\u0316\u0316'],
    ['marks that composing makes', `\uFB2C${'\u05B0'.repeat(3)}`, '\u05E9\u05B0\u05B0\u05B0'],
    ['marks that would sit on what is shown before', ' \u0301\u0301a', 'a'],
    ['half a character', 'bad \uD800 one', 'bad \uFFFD one'],
    ['a joiner between letters that need none', 'pay\u200Dpal', 'paypal'],
    ['letters that only look composed', 'cafe\u0301', 'café'],
  ])('mends %s', (_what, text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  it.each([
    ['families and skin colours', '👩‍👩‍👧‍👦 👩🏻‍❤️‍💋‍👩🏿 👩‍💻'],
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष'],
    ['French spacing', 'Ministre\u00A0: «\u202Fnon\u202F»'],
    ['Japanese', '日本語の\u3000ニュース'],
    ['Vietnamese', 'Tiếng Việt'],
    ['signs', '3 < 5 and AT&T – “so” … ½ *and* _more_'],
  ])('keeps %s', (_what, text) => {
    expect(cleanLine(text)).toBe(text);
  });

  it('leaves nothing to act, and nothing more to clean, whatever it is given', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = cleanLine(text);

        expect(textFaults(clean)).toEqual([]);
        expect(clean).not.toContain('\n');
        expect(cleanLine(clean)).toBe(clean);
      }),
      { numRuns: 300 },
    );
  });

  it('is linear on a million marks', () => {
    expect(cleanLine(`a${'\u0301\u0323'.repeat(500_000)}`).length).toBeLessThan(5);
  });
});

describe('cleanTitle', () => {
  it('says that a title of blanks has none', () => {
    expect(cleanTitle('\u3164\u3164\u115F \u2800')).toBe('(untitled)');
  });
});

describe('cut', () => {
  it('leaves a text that fits', () => {
    expect(cut('abc', 3)).toBe('abc');
  });

  it('cuts between characters as a reader counts them', () => {
    expect(cut('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15)).toBe('👩‍👩‍👧‍👦…');
    expect(cut('e\u0316e\u0316e\u0316', 4)).toBe('e\u0316…');
  });

  it('counts what a character takes up once it is escaped', () => {
    const cost = (text: string): number => text.replace(/[*]/g, '\\*').length;

    expect(cut('*****', 6, cost)).toBe('**…');
  });

  it('never exceeds its room', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 300 }), (text, max) => {
        expect(cut(cleanLine(text), max).length).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('safeLink', () => {
  it.each([
    ' https://news.example/a ',
    'HTTPS://News.Example/a',
    'https://news.example:8443/a?b=c#d',
    'http://192.0.2.1/feed',
  ])('lets %s through', (address) => {
    expect(safeLink(address)).toBe(new URL(address.trim()).href);
  });

  it('shows a host that poses as another as what it is', () => {
    expect(safeLink('https://раураl.com/')).toBe('https://xn--l-7sba6dbr.com/');
    expect(hostOf('https://xn--l-7sba6dbr.com/')).toBe('xn--l-7sba6dbr.com');
  });

  it('writes brackets and bars so that no markup ends at them', () => {
    expect(safeLink('https://a.example/(x)[y]|z')).toBe('https://a.example/%28x%29[y]%7Cz');
  });

  it.each([
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'slack://channel?id=1',
    '//evil.example',
    '/relative',
    'https://user:pw@evil.example/',
    'https://localhost/',
    'https://evil.example./',
    'http://[::1]/',
    'https://evil.example/\u202Egpj.exe',
    'https://evil.example/|x>',
    'https://evil.example/a b',
    `https://evil.example/${'a'.repeat(2_000)}`,
    `https://${'a'.repeat(64)}.example/`,
    '',
  ])('refuses %s', (address) => {
    expect(safeLink(address)).toBeUndefined();
  });

  it('gives only links that may be shown, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), hostileText, fc.string()), (address) => {
        const link = safeLink(address);

        expect(link === undefined ? [] : urlFaults(link)).toEqual([]);
      }),
    );
  });
});
