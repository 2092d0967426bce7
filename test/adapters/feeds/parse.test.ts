import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../adapters/feeds/parse.ts';
import type { ParsedFeed, ParsedItem } from '../../../src/feeds/item.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/time.ts';

const parse = (text: string, url?: string): Promise<ParsedFeed> =>
  parseDocument({ bytes: Buffer.from(text), contentType: undefined, url });
const itemOf = async (inner: string, attributes = '', url?: string): Promise<ParsedItem | undefined> =>
  (await parse(`<rss version="2.0" ${attributes}><channel><title>T</title><item>${inner}</item></channel></rss>`, url))
    .items[0];
const entryOf = async (inner: string, attributes = '', url?: string): Promise<ParsedItem | undefined> =>
  (
    await parse(
      `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>T</title><entry>${inner}</entry></feed>`,
      url,
    )
  ).items[0];

describe('parseDocument', () => {
  it('reads RSS 2.0 with its usual extensions', async () => {
    const parsed = await parse(`<?xml version="1.0"?>
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel><title>El País</title><link>https://example.org/</link><language>es-ES</language><ttl>30</ttl>
      <item><title><![CDATA[X & Meta]]></title><link>https://example.org/1</link><guid isPermaLink="false">17</guid>
      <pubDate>Tue, 17 Feb 2026 12:00:00 CET</pubDate><dc:creator>Ana</dc:creator><category>Política</category><category domain="x">España</category>
      <description>&lt;p&gt;Breve&lt;/p&gt;</description><content:encoded><![CDATA[<p>Largo <a href="/2">más</a></p>]]></content:encoded>
      <enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="1"/></item></channel></rss>`);

    expect(parsed).toEqual({
      format: 'rss',
      encoding: 'utf-8',
      title: 'El País',
      lang: 'es',
      ttlMs: 30 * MINUTE_MS,
      problems: [],
      items: [
        {
          id: '17',
          url: 'https://example.org/1',
          title: 'X & Meta',
          summary: '<p>Breve</p>',
          content: '<p>Largo <a href="https://example.org/2">más</a></p>',
          text: 'Largo más',
          publishedAt: Date.UTC(2026, 1, 17, 11),
          updatedAt: undefined,
          authors: ['Ana'],
          categories: ['Política', 'España'],
          enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg' }],
          lang: undefined,
        },
      ],
    });
  });

  it.each([
    ['escaped', (text: string) => `<description>${text}</description>`],
    ['CDATA', (text: string) => `<description><![CDATA[${text}]]></description>`],
    ['markup', (text: string) => `<description type="xhtml"><div>${text}<i>${text}</i></div></description>`],
  ])('reads a long document of %s in pieces as it reads it whole', async (_, field) => {
    // UTF-8 is read in pieces, UTF-16 whole; lines of odd lengths put every sign at every place of a piece.
    const lines = Array.from({ length: 400 }, (_, at) => `${'ñ€😀'.repeat(at % 23)}&amp;&#8220;&hellip; b&lt;c ${at}`);
    const items = [0, 1, 2].map((at) => `<item><title>T&amp;${at}</title>${field(lines.slice(at).join('\n'))}</item>`);
    const text = `<rss version="2.0"><channel><title>T</title>${items.join('')}</channel></rss>`;

    const inPieces = await parseDocument({ bytes: Buffer.from(text), contentType: undefined, url: undefined });
    const whole = await parseDocument({
      bytes: Buffer.from(`\ufeff${text}`, 'utf16le'),
      contentType: undefined,
      url: undefined,
    });

    expect(inPieces.items[2]?.summary.length).toBeGreaterThan(16_384);
    expect(inPieces).toEqual({ ...whole, encoding: 'utf-8' });
  });

  it('reads a long run without any sign to cut at', async () => {
    const item = await itemOf(`<description>${'€'.repeat(20_000)}</description>`);

    expect(item?.text).toBe('€'.repeat(20_000));
  });

  it('reads Atom with its kinds of text, links and people', async () => {
    const parsed = await parse(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://example.org/">
      <title type="html">A &amp;amp; B</title><author><name>Redaktion</name></author>
      <entry><id>tag:example.org,2026:1</id><title type="text">1 &lt; 2</title><link rel="self" href="/self"/><link href="/1"/>
      <link rel="enclosure" type="image/png" href="p.png"/><published>2026-02-17T11:00:00Z</published><updated>2026-02-18T11:00:00Z</updated>
      <category term="politik" label="Politik"/>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Erst <b>fett</b>, dann <a href="x">Verweis</a>.</p></div></content></entry></feed>`);

    expect(parsed).toMatchObject({ format: 'atom', title: 'A & B', lang: 'de', problems: [] });
    expect(parsed.items[0]).toMatchObject({
      id: 'tag:example.org,2026:1',
      url: 'https://example.org/1',
      title: '1 < 2',
      content: '<p>Erst <b>fett</b>, dann <a href="https://example.org/x">Verweis</a>.</p>',
      text: 'Erst fett, dann Verweis.',
      publishedAt: Date.UTC(2026, 1, 17, 11),
      updatedAt: Date.UTC(2026, 1, 18, 11),
      authors: ['Redaktion'],
      categories: ['Politik', 'politik'],
      enclosures: [{ url: 'https://example.org/p.png', type: 'image/png' }],
    });
  });

  it('reads when a feed need not be asked, and leaves out what is no hour and no day', async () => {
    const parsed = await parse(`<rss version="2.0"><channel><title>T</title>
      <skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>
      <skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>
      <item><title>One</title></item></channel></rss>`);

    expect(parsed.skips).toEqual({ hours: [0, 23], days: [6, 0] });
    expect(
      (await parse('<rss><channel><skipDays/><item><title>x</title></item></channel></rss>')).skips,
    ).toBeUndefined();
  });

  it('reads RDF, whose items stand beside the channel', async () => {
    const parsed =
      await parse(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>R</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
      <item rdf:about="https://example.org/1"><title>One</title><dc:date>2026-02-17</dc:date></item></rdf:RDF>`);

    expect(parsed).toMatchObject({ format: 'rdf', title: 'R', ttlMs: HOUR_MS / 2 });
    expect(parsed.items[0]).toMatchObject({
      id: 'https://example.org/1',
      url: 'https://example.org/1',
      publishedAt: Date.UTC(2026, 1, 17),
    });
  });

  it('reads JSON Feed of both versions, and forgives fields of the wrong kind', async () => {
    const parsed =
      await parse(`{"version":"https://jsonfeed.org/version/1.1","title":"J","language":"en","home_page_url":"https://example.org/",
      "authors":[{"name":"Desk"}],"items":[
      {"id":7,"url":"/1","title":"AT&amp;T","content_html":"<p>a</p><script>x</script>","date_published":"2026-02-17T11:00:00Z","tags":["a",5,null],"attachments":[{"url":"b.mp3","mime_type":"audio/mpeg"}]},
      {"id":"8","content_text":"1 < 2","author":{"name":"Ana"},"date_published":"soon"}]}`);

    expect(parsed).toMatchObject({ format: 'json', title: 'J', lang: 'en', problems: [] });
    expect(parsed.items).toMatchObject([
      {
        id: '7',
        url: 'https://example.org/1',
        title: 'AT&T',
        content: '<p>a</p>',
        publishedAt: Date.UTC(2026, 1, 17, 11),
        authors: ['Desk'],
        categories: ['a', '5'],
        enclosures: [{ url: 'https://example.org/b.mp3' }],
      },
      { id: '8', url: '', content: '1 &lt; 2', text: '1 < 2', authors: ['Ana'], publishedAt: undefined },
    ]);
  });

  it('reads a news sitemap', async () => {
    const parsed =
      await parse(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://example.org/1</loc><lastmod>2026-02-18</lastmod><news:news>
      <news:publication><news:name>The Example</news:name><news:language>es</news:language></news:publication>
      <news:publication_date>2026-02-17T11:00:00Z</news:publication_date><news:title>Uno &amp; dos</news:title></news:news>
      <image:image><image:loc>https://example.org/1.jpg</image:loc></image:image></url></urlset>`);

    expect(parsed).toMatchObject({ format: 'sitemap', problems: [] });
    expect(parsed.items).toMatchObject([
      {
        id: 'https://example.org/1',
        url: 'https://example.org/1',
        title: 'Uno & dos',
        lang: 'es',
        publishedAt: Date.UTC(2026, 1, 17, 11),
        updatedAt: Date.UTC(2026, 1, 18),
      },
    ]);
  });

  it.each([
    ['has no version', '<rss><channel><item><title>x</title></item></channel></rss>'],
    ['mixes its end tags up', '<rss version="2.0"><channel><item><title>x</title></channel></item></rss>'],
    [
      'has junk before it',
      '\n\nWarning: mysql\n<?xml version="1.0"?><rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
    ],
    [
      'has a prefix at its root',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>x</a:title></a:entry></a:feed>',
    ],
    ['has upper case', '<RSS><CHANNEL><ITEM><TITLE>x</TITLE></ITEM></CHANNEL></RSS>'],
    [
      'is Atom 0.3',
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped">x</title></entry></feed>',
    ],
    [
      'has items outside its channel',
      '<rss version="0.91"><channel><title>T</title></channel><item><title>x</title></item></rss>',
    ],
    ['has control characters', '<rss version="2.0"><channel><item><title>\u0000x\u001b</title></item></channel></rss>'],
    [
      'stands in a page',
      '<html xmlns="http://www.w3.org/1999/xhtml"><body><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title></entry></feed></body></html>',
    ],
    [
      'has an entry that is never closed',
      '<rss><channel><item><title>x</title><item><title>y</title></item></channel></rss>',
    ],
  ])('reads a document that %s', async (_, text) => {
    const parsed = await parse(text);

    expect(parsed.items[0]?.title).toBe('x');
    expect(parsed.problems).toEqual([]);
  });

  it('says that a document is cut off, and keeps what there is', async () => {
    const parsed = await parse('<rss version="2.0"><channel><item><title>x</title><link>https://exam');

    expect(parsed).toMatchObject({ items: [{ title: 'x' }], problems: ['the document is cut off before its end'] });
  });

  it.each([
    ['first', '<!DOCTYPE rss [<!ENTITY a "b">]>', true],
    ['second', '<!DOCTYPE rss [<!ELEMENT rss ANY><!ENTITY a "b">]>', true],
    ['in a comment', '<!-- <!ENTITY a "b"> -->', false],
    ['nowhere', '<!DOCTYPE rss>', false],
  ])('says that a document declares entities: %s', async (_, head, said) => {
    const parsed = await parse(
      `<?xml version="1.0"?>${head}<rss><channel><item><title>&a;</title></item></channel></rss>`,
    );

    expect(parsed.items[0]?.title).toBe('&a;');
    expect(parsed.problems).toEqual(said ? ['the document declares entities of its own, which are not expanded'] : []);
  });

  it.each([
    ['AT&T &amp; &foo; &eacute;', 'AT&T & &foo; é'],
    ['a &lt;b&gt;bold&lt;/b&gt; word', 'a bold word'],
    ['&amp;#8217;t &amp;amp; more', '’t & more'],
    ['<![CDATA[It&#8217;s <i>here</i>]]>', 'It’s here'],
    ['a <b>bold</b> word', 'a bold word'],
    ['the &lt;video&gt; of &lt;X&gt;', 'the of <X>'],
    ['10&lt;sup&gt;6&lt;/sup&gt; posts', '10 6 posts'],
    ['  two\n lines ', 'two lines'],
    ['it\u0092s', 'it’s'],
  ])('reads the title %j', async (written, title) => {
    expect((await itemOf(`<title>${written}</title>`))?.title).toBe(title);
  });

  it('finds an id and an address where the usual elements are missing', async () => {
    expect(await itemOf('<guid>https://example.org/1</guid>')).toMatchObject({
      id: 'https://example.org/1',
      url: 'https://example.org/1',
    });
    expect(await itemOf('<guid isPermaLink="false">https://example.org/1</guid>')).toMatchObject({
      id: 'https://example.org/1',
      url: '',
    });
    expect(await itemOf('<link>https://example.org/2</link>')).toMatchObject({
      id: 'https://example.org/2',
      url: 'https://example.org/2',
    });
    expect(await itemOf('<link/><guid>https://example.org/3</guid>')).toMatchObject({ url: 'https://example.org/3' });
    expect(
      await itemOf('<atom:link href="https://example.org/4"/>', 'xmlns:atom="http://www.w3.org/2005/Atom"'),
    ).toMatchObject({ url: 'https://example.org/4' });
    expect(
      await entryOf(
        '<link rel="self" href="https://example.org/self"/><link rel="alternate" href="https://example.org/5"/>',
      ),
    ).toMatchObject({ url: 'https://example.org/5' });
    expect(await entryOf('<link>https://example.org/6</link>')).toMatchObject({ url: 'https://example.org/6' });
  });

  it('reads addresses against xml:base, then where the document was served, then the feed’s own page', async () => {
    const link = '<link href="a"/>';

    expect((await entryOf(link, 'xml:base="https://base.example/x/"', 'https://served.example/feed'))?.url).toBe(
      'https://base.example/x/a',
    );
    expect((await entryOf(link, '', 'https://served.example/feed'))?.url).toBe('https://served.example/a');
    expect(
      (await parse(`<rss><channel><link>https://page.example/</link><item><link>/a</link></item></channel></rss>`))
        .items[0]?.url,
    ).toBe('https://page.example/a');
    expect((await entryOf(link))?.url).toBe('a');
  });

  it('reads elements by their vocabulary, not by their prefix', async () => {
    const item = await itemOf(
      '<d:creator>Ana</d:creator><c:encoded>&lt;p&gt;x&lt;/p&gt;</c:encoded>',
      'xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/"',
    );

    expect(item).toMatchObject({ authors: ['Ana'], content: '<p>x</p>' });
  });

  it('reads every author by name', async () => {
    expect((await itemOf('<author>ana@example.org (Ana Pérez)</author><dc:creator>Bob</dc:creator>'))?.authors).toEqual(
      ['Ana Pérez', 'Bob'],
    );
    expect((await itemOf('<author>Ana Pérez &lt;ana@example.org&gt;</author>'))?.authors).toEqual(['Ana Pérez']);
    expect(
      (await entryOf('<author><name>A</name></author><author><email>b@example.org</email></author>'))?.authors,
    ).toEqual(['A', 'b@example.org']);
  });

  it('reads pictures and sounds of Media RSS', async () => {
    const item = await itemOf(
      '<media:group><media:content url="https://example.org/v.mp4" type="video/mp4"/><media:description type="plain">Said</media:description></media:group>',
      'xmlns:media="http://search.yahoo.com/mrss/"',
    );

    expect(item).toMatchObject({
      enclosures: [{ url: 'https://example.org/v.mp4', type: 'video/mp4' }],
      summary: 'Said',
    });
  });

  it('loses no entry to one date that cannot be read', async () => {
    const parsed = await parse(
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title><updated>never</updated></entry><entry><title>b</title><link/></entry></feed>',
    );

    expect(parsed.items.map(({ title, updatedAt }) => [title, updatedAt])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  it('gives the content for a summary where there is no other', async () => {
    expect(await entryOf('<content type="html">&lt;p&gt;x&lt;/p&gt;</content>')).toMatchObject({
      summary: '<p>x</p>',
      content: '<p>x</p>',
    });
    expect(await itemOf('<description>x</description>')).toMatchObject({ summary: 'x', content: '' });
  });

  it.each([
    ['', 'the document is empty'],
    [
      '<!doctype html><html><head><title>Login</title></head></html>',
      'the document is a web page (HTML), not a feed; look there for the address of its feed',
    ],
    ['<sitemap/>', 'the document is XML but no feed that we know'],
    ['hello', 'the document is neither XML nor JSON'],
  ])('says what %j is instead of a feed', async (text, problem) => {
    expect(await parse(text)).toMatchObject({ format: undefined, items: [], problems: [problem] });
  });

  it('takes a feed without entries for a feed', async () => {
    expect(await parse('<rss version="2.0"><channel><title>T</title></channel></rss>')).toMatchObject({
      format: 'rss',
      title: 'T',
      items: [],
      problems: [],
    });
  });
});
