import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../src/text/html.ts';

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
