import { describe, expect, it } from 'vitest';
import { cleanHtml } from '../../../adapters/feeds/sanitise.ts';

const BASE = 'https://example.org/news/a';

describe('cleanHtml', () => {
  it.each([
    ['<a href="/b">x</a>', '<a href="https://example.org/b">x</a>'],
    ['<img src=../c.jpg alt=d>', '<img src="https://example.org/c.jpg" alt="d">'],
    ["<a href='b?x=1&amp;y=2'>x</a>", '<a href="https://example.org/news/b?x=1&amp;y=2">x</a>'],
    ['<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'],
    ['<a href="https://other.example/?a=1&amp;b=2">x</a>', '<a href="https://other.example/?a=1&amp;b=2">x</a>'],
    ['<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'],
  ])('makes the address in %s absolute', (html, clean) => {
    expect(cleanHtml(html, BASE)).toBe(clean);
  });

  it('leaves addresses as they are where there is no base', () => {
    expect(cleanHtml('<a href="/b">x</a>', undefined)).toBe('<a href="/b">x</a>');
  });

  it.each([
    ['<script>alert(1)</script>a', 'a'],
    ['<SCRIPT SRC=//evil></SCRIPT >a', 'a'],
    ['<style>p{}</style><p style="x:expression(1)">a</p>', '<p>a</p>'],
    ['<img src=x onerror="alert(1)">', '<img src="https://example.org/news/x">'],
    ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="java\nscript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="&#106;avascript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="data:text/html,<script>">a</a>', '<a>a</a>'],
    ['<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'],
    ['<iframe src="https://video.example">x</iframe>a', 'a'],
    ['<svg onload=alert(1)><circle r="1"/></svg>', '<svg><circle r="1" /></svg>'],
    ['<form action=/x><input name=a>a</form>', 'a'],
    ['a<!-- <p> -->b<![CDATA[c]]>d', 'abd'],
    ['<object data="x">a</object>b', 'b'],
    ['<a href="x" "onclick=alert(1)">a</a>', '<a href="https://example.org/news/x">a</a>'],
  ])('takes what could act out of %s', (html, clean) => {
    expect(cleanHtml(html, BASE)).toBe(clean);
  });

  it('escapes a < that is text, lest it become a tag together with what follows', () => {
    expect(cleanHtml('1 < 2 <a href="javascript:', BASE)).toBe('1 &lt; 2 &lt;a href="javascript:');
    expect(cleanHtml('<a href=/x <b>y', BASE)).toBe('<a href="https://example.org/x"><b>y');
  });

  it('drops the prefix of XHTML elements', () => {
    expect(cleanHtml('<xhtml:p xmlns:xhtml="http://www.w3.org/1999/xhtml">a<xhtml:br/></xhtml:p>', BASE)).toBe(
      '<p>a<br /></p>',
    );
  });

  it('leaves what is harmless as it was written', () => {
    const html = '<p class="a">1 > 2 &amp; “x”<br/>\n<em>y</em></p>';

    expect(cleanHtml(html, BASE)).toBe(html);
  });
});
