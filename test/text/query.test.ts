import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { UserError } from '../../src/errors.ts';
import { readQuery } from '../../src/text/query.ts';

const term = (...words: string[]) => ({ words, isPrefix: false });

describe('readQuery', () => {
  it.each([
    ['grok fiscalía', { all: [[term('grok')], [term('fiscalía')]], none: [] }],
    ['"under sixteen" ban', { all: [[term('under', 'sixteen')], [term('ban')]], none: [] }],
    ['“under sixteen”', { all: [[term('under', 'sixteen')]], none: [] }],
    ['under-16', { all: [[term('under', '16')]], none: [] }],
    ['meta OR tiktok fine', { all: [[term('meta'), term('tiktok')], [term('fine')]], none: [] }],
    ['a AND b', { all: [[term('a')], [term('b')]], none: [] }],
    ['grok -musk -"x corp"', { all: [[term('grok')]], none: [term('musk'), term('x', 'corp')] }],
    ['prosecut*', { all: [[{ words: ['prosecut'], isPrefix: true }]], none: [] }],
    [
      'Ministers – at last – (agree)!',
      { all: [[term('Ministers')], [term('at')], [term('last')], [term('agree')]], none: [] },
    ],
  ])('reads %j', (text, query) => {
    expect(readQuery(text)).toEqual(query);
  });

  it.each(['', '   ', '"', '👩‍⚖️ —', '\ud800'])('finds no word in %j', (text) => {
    let found: unknown;
    try {
      found = readQuery(text);
    } catch (thrown) {
      found = thrown;
    }
    expect(found === undefined || found instanceof UserError).toBe(true);
  });

  it.each([
    ['"open', 'A quotation mark is not closed'],
    ['OR grok', 'OR has no word on one side'],
    ['grok OR', 'OR has no word on one side'],
    ['grok OR OR meta', 'OR has no word on one side'],
    ['grok OR -meta', 'OR has no word on one side'],
    ['-grok', 'Only what must not occur is named'],
    ['grok NOT meta', 'NOT is not known here'],
    ['g*', '"g*" would find almost everything'],
    ['word '.repeat(33), '33 words are too many to look for'],
    ['x'.repeat(1_001), 'That is too long to look for'],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => readQuery(text)).toThrow(message);
  });

  it('throws nothing but what a person can mend', () => {
    const piece = fc.constantFrom(
      '"',
      '-',
      '*',
      'OR',
      'AND',
      'NOT',
      '(',
      ')',
      ' ',
      'ab',
      'été',
      ':',
      '^',
      '\u0000',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          readQuery(pieces.join(' '));
          readQuery(pieces.join(''));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
