const MB = 1024 * 1024;
const item = '<item><title>One</title><link>https://example.org/1</link></item>';
const rss = (inner: string): string => `<rss version="2.0"><channel><title>T</title>${inner}</channel></rss>`;
const upTo = (bytes: number, piece: string): string => piece.repeat(Math.floor(bytes / piece.length));
const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

/** A document that means harm, and what must come of it. */
export interface Hostile {
  readonly name: string;
  readonly text: string;
  /** How many items it may give; 'some' where the exact number does not matter. */
  readonly items: number | 'some';
  /** What a problem in the answer must say; undefined where there is none to name. */
  readonly problem: RegExp | undefined;
}

/** Documents of at most 10 MB, as large as the fetcher lets through. */
export function hostileDocuments(): readonly Hostile[] {
  return [
    { name: 'a million entries', text: rss('<item/>'.repeat(1_000_000)), items: 2_000, problem: /first 2000 entries/ },
    {
      name: 'entries without end',
      text: `<rss><channel>${upTo(9 * MB, item)}`,
      items: 2_000,
      problem: /first 2000 entries/,
    },
    { name: 'a million levels', text: rss('<a>'.repeat(1_000_000)), items: 0, problem: /nested deeper than 64/ },
    {
      name: 'a million levels, closed',
      text: rss('<a>'.repeat(700_000) + '</a>'.repeat(700_000)),
      items: 0,
      problem: /nested deeper/,
    },
    { name: 'levels after an entry', text: rss(item + '<a>'.repeat(1_000_000)), items: 1, problem: /nested deeper/ },
    {
      name: 'entries that are never closed',
      text: rss(upTo(5 * MB, '<item><title>x</title>')),
      items: 2_000,
      problem: /first 2000 entries/,
    },
    { name: 'end tags without a start', text: rss(upTo(9 * MB, '</a>') + item), items: 1, problem: undefined },
    {
      name: 'an entity bomb',
      text: `<!DOCTYPE rss [<!ENTITY l0 "lol">${entities}]>${rss(`<item><title>&l9;</title></item>`)}`,
      items: 1,
      problem: /entities of its own/,
    },
    {
      name: 'an external entity',
      text: `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss('<item><title>&x;</title></item>')}`,
      items: 1,
      problem: /entities of its own/,
    },
    {
      name: 'CDATA without end',
      text: `<rss><channel><item><description><![CDATA[${upTo(10 * MB, 'x<p>&amp;')}`,
      items: 1,
      problem: /cut off|larger than 10 MB/,
    },
    {
      name: 'many CDATA',
      text: rss(`<item><title>${upTo(9 * MB, '<![CDATA[x]]>')}</title></item>`),
      items: 1,
      problem: undefined,
    },
    {
      name: 'a comment without end',
      text: `${rss(item).slice(0, -30)}<!--${upTo(10 * MB, '- -')}`,
      items: 1,
      problem: /cut off|larger than 10 MB/,
    },
    {
      name: 'an instruction without end',
      text: `<?xml ${upTo(10 * MB, 'a="b" ')}`,
      items: 0,
      problem: /no feed|cannot be read/,
    },
    { name: 'a tag without end', text: `<rss ${upTo(9 * MB, 'a ')}`, items: 0, problem: /no feed|attributes/ },
    {
      name: 'half a million attributes',
      text: `<rss ${Array.from({ length: 500_000 }, (_, n) => `a${n}="b"`).join(' ')}>${item}</rss>`,
      items: 0,
      problem: /more than 500 attributes/,
    },
    {
      name: 'one attribute again and again',
      text: `<rss ${upTo(9 * MB, 'a="b" ')}>${item}</rss>`,
      items: 0,
      problem: /more than 500 attributes/,
    },
    {
      name: 'a flood of namespaces',
      text: rss(
        `<item ${Array.from({ length: 200_000 }, (_, n) => `xmlns:n${n}="u${n}"`).join(' ')}>${upTo(2 * MB, '<n1:a/>')}</item>`,
      ),
      items: 0,
      problem: /more than 500 attributes/,
    },
    {
      name: 'namespaces anew at each element',
      text: rss(`<item>${upTo(9 * MB, '<a xmlns:b="c"><b:d/></a>')}</item>`),
      items: 'some',
      problem: /more than 250000 elements/,
    },
    {
      name: 'a flood of references',
      text: rss(`<item><title>${upTo(9 * MB, '&#65;')}</title></item>`),
      items: 1,
      problem: undefined,
    },
    {
      name: 'stray ampersands',
      text: rss(`<item><title>${upTo(9 * MB, '& &a &;')}</title></item>`),
      items: 1,
      problem: undefined,
    },
    {
      name: 'escaped tags without end',
      text: rss(`<item><description>${upTo(9 * MB, '&lt;a href=')}</description></item>`),
      items: 1,
      problem: undefined,
    },
    {
      name: 'escaped quotes without end',
      text: rss(`<item><description>${upTo(9 * MB, "&lt;a b='&gt;")}</description></item>`.repeat(1)),
      items: 1,
      problem: undefined,
    },
    {
      name: 'a title of white space',
      text: rss(`<item><title>${' \n'.repeat(4 * MB)}x</title></item>`),
      items: 1,
      problem: undefined,
    },
    {
      name: 'a date without end',
      text: rss(`<item><title>x</title><pubDate>${upTo(9 * MB, '1 Jan 2026 10:')}</pubDate></item>`),
      items: 1,
      problem: undefined,
    },
    {
      name: 'an address without end',
      text: rss(`<item><title>x</title><link>/${upTo(9 * MB, '../a')}</link></item>`),
      items: 1,
      problem: undefined,
    },
    {
      name: 'names that objects have',
      text: rss('<item><title>x</title><__proto__>y</__proto__><constructor a="b">z</constructor></item>'),
      items: 1,
      problem: undefined,
    },
    {
      name: 'attributes that objects have',
      text: rss('<item __proto__="x" constructor="y" toString="z"><title>x</title></item>'),
      items: 1,
      problem: undefined,
    },
    {
      name: 'NUL bytes and lone surrogates',
      text: rss('<item><title>a\u0000b&#xd800;\u0007</title></item>'),
      items: 1,
      problem: undefined,
    },
    {
      name: '100 MB',
      text: `<rss><channel>${item}<!--${'x'.repeat(100 * MB)}-->`,
      items: 1,
      problem: /larger than 10 MB/,
    },
    {
      name: 'a web page',
      text: `<!DOCTYPE html><html><head><title>x</title></head>${upTo(5 * MB, '<p>x</p>')}`,
      items: 0,
      problem: /web page \(HTML\), not a feed/,
    },
    { name: 'nothing', text: '', items: 0, problem: /the document is empty/ },
    { name: 'nothing but space', text: ' \n'.repeat(4 * MB), items: 0, problem: /the document is empty/ },
    { name: 'words', text: upTo(9 * MB, 'no feed here '), items: 0, problem: /neither XML nor JSON/ },
    { name: 'a stream of <', text: '<'.repeat(9 * MB), items: 0, problem: /no feed/ },
    { name: 'other XML', text: `<svg>${upTo(2 * MB, '<path/>')}</svg>`, items: 0, problem: /no feed|more than 250000/ },
    { name: 'JSON of another shape', text: '{"items": "none"}', items: 0, problem: /no JSON Feed/ },
    {
      name: 'JSON that is broken',
      text: `{"items": [${upTo(MB / 2, '{},')}`,
      items: 0,
      problem: /JSON cannot be read/,
    },
    { name: 'JSON that is deep', text: '['.repeat(5 * MB), items: 0, problem: /nested deeper than 64/ },
    {
      name: 'JSON with many entries',
      text: `{"version":"https://jsonfeed.org/version/1.1","items":[${'{},'.repeat(200_000)}{}]}`,
      items: 2_000,
      problem: /first 2000 entries/,
    },
    {
      name: 'JSON with millions of entries',
      text: `{"items": [${upTo(9 * MB, '{},')}`,
      items: 0,
      problem: /more than 250000/,
    },
    {
      name: 'JSON with nonsense in every field',
      text: '{"version":1,"title":[],"items":[{"id":{},"tags":5,"authors":"me","date_published":"soon"}, 7, null]}',
      items: 1,
      problem: /no object/,
    },
  ];
}
