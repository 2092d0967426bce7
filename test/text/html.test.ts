import { describe, expect, it } from 'vitest';
import { foldSpace, htmlToText } from '../../src/text/html.ts';

describe('foldSpace', () => {
  const units = Array.from({ length: 65_536 }, (_, code) => String.fromCharCode(code));

  it('takes every sign of white space, and nothing else but the zero-width space, for a space', () => {
    const wrong = units.filter((unit) => (foldSpace(`a${unit}b`) === 'a b') !== /[\s\u200b]/.test(unit));

    expect(wrong).toEqual([]);
  });

  it('folds a run of different ones, with a plain space first or last', () => {
    const spaces = units.filter((unit) => /[\s\u200b]/.test(unit));

    expect(foldSpace(spaces.map((space) => `a ${space}b${space} c${space}${space}d `).join(''))).toBe(
      spaces.map(() => 'a b c d').join(' '),
    );
  });

  it('leaves single spaces and trims', () => {
    expect(foldSpace(' a b c ')).toBe('a b c');
  });
});

describe('htmlToText', () => {
  it('drops tags, decodes entities and folds white space', () => {
    const text = htmlToText('<p>Spain&nbsp;&amp; <b>X</b>&#8217;s\n\n probe</p><p>next</p>');

    expect(text).toBe('Spain & X’s probe next');
  });

  it('keeps a lone < and & as text', () => {
    expect(htmlToText('1 < 2 & 3 <b')).toBe('1 < 2 & 3 <b');
  });

  it('leaves scripts, styles and comments out', () => {
    expect(htmlToText('a<script>if (x < 1) alert("</p>")</script>b<!-- > c --><style>p{}</style>d')).toBe('abd');
  });

  it('reads a > inside a quoted value as part of the tag', () => {
    expect(htmlToText('<img alt="a > b" src=x>c')).toBe('c');
  });

  it('drops an unclosed comment and an unclosed script to the end', () => {
    expect(htmlToText('a<!-- b')).toBe('a');
    expect(htmlToText('a<script> b')).toBe('a');
  });

  it.each(['<', '<a ', '<a x="', '<!--', '<!', '</', '&', '<a x=">"', '<script>', '<p>', '&lt;', '<a =\'"'])(
    'looks at hostile text %j a bounded number of times a character',
    (piece) => {
      const hostile = piece.repeat(200_000);

      const text = htmlToText(hostile);

      expect(text.length).toBeLessThanOrEqual(hostile.length);
    },
  );
});
