import RssParser from 'rss-parser';
import { parseDocument } from '../adapters/feeds/parse.ts';
import { writeFeed } from '../adapters/feeds/write.ts';
import type { WrittenItem } from '../adapters/feeds/write.ts';

/** Megabytes a second of processor time (all threads together, so as of one core), the whole path of ours beside the bare parser it is built on. */
export interface ParseSpeed {
  readonly mbPerSecond: number;
  readonly rssParserMbPerSecond: number;
}

const FEEDS = 60;
const ITEMS = 40;
/** The compiler needs some seconds of it until it is at its best, and a service has them. */
const ROUNDS = 12;
const MB = 1_000_000;

const WORDS =
  'the government asked prosecutors to examine whether platforms broke the law when images made by machines were shared among users while ministers in Madrid said that children must be protected el gobierno pide a la fiscalía que investigue las imágenes según la ley de menores'.split(
    ' ',
  );

/** Feeds as publishers write them: summaries escaped, articles in CDATA with links, pictures and lists. The same each time. */
function makeFeeds(): readonly string[] {
  let seed = 1;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const words = (count: number): string =>
    Array.from({ length: count }, () => WORDS[next(WORDS.length)] ?? '').join(' ');
  const paragraph = (): string =>
    `<p>${words(40)} <a href="https://example.org/${next(9_999)}?a=1&amp;b=2">${words(3)}</a>, ${words(25)} &#8220;${words(6)}&#8221; <em>${words(2)}</em>.</p>`;
  const item = (feed: number, at: number): WrittenItem => ({
    id: `https://example.org/${feed}/${at}`,
    url: `https://example.org/${feed}/${at}-${words(4).replaceAll(' ', '-')}`,
    title: `${words(9)} & ${words(2)}`,
    summary: `<p>${words(30)}</p><img src="/pictures/${next(999)}.jpg" alt="${words(3)}">`,
    content: Array.from({ length: 3 + next(8) }, paragraph).join('\n'),
    publishedAt: Date.UTC(2026, 1, 1 + next(27), next(24), next(60)),
    authors: [words(2)],
    categories: [words(1), words(1), words(1)],
  });
  return Array.from({ length: FEEDS }, (_, feed) => {
    const items = Array.from({ length: ITEMS }, (_, at) => item(feed, at));
    const written = writeFeed(feed % 3 === 2 ? 'atom' : 'rss', {
      title: words(3),
      link: 'https://example.org/',
      self: 'https://example.org/feed',
      lang: 'en',
      items,
    });
    return feed % 2 === 0 ? written : inCdata(written);
  });
}

/** Half of the publishers wrap their articles in CDATA instead of escaping them. */
function inCdata(feed: string): string {
  return feed.replace(/<content:encoded>([\s\S]*?)<\/content:encoded>/g, (_, escaped: string) => {
    const html = escaped
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    return `<content:encoded><![CDATA[${html}]]></content:encoded>`;
  });
}

/** Measures the best of a few rounds over the same generated feeds, ours and rss-parser's turn about, after a warm-up. */
export async function measureParse(): Promise<ParseSpeed> {
  const feeds = makeFeeds().map((text) => Buffer.from(text));
  const megabytes = feeds.reduce((sum, bytes) => sum + bytes.length, 0) / MB;
  const ours = async (): Promise<void> => {
    for (const bytes of feeds) {
      const parsed = await parseDocument({
        bytes,
        contentType: 'application/xml; charset=utf-8',
        url: 'https://example.org/feed',
      });
      if (parsed.items.length !== ITEMS) throw new Error(`a feed of ${ITEMS} items gave ${parsed.items.length}`);
    }
  };
  const theirs = async (): Promise<void> => {
    for (const bytes of feeds) await new RssParser({ defaultRSS: 2 }).parseString(bytes.toString('utf8'));
  };
  let [oursMs, theirsMs] = [Infinity, Infinity];
  for (let round = 0; round <= ROUNDS; round++) {
    const [ourTime, theirTime] = [await timed(ours), await timed(theirs)];
    if (round === 0) continue;
    oursMs = Math.min(oursMs, ourTime);
    theirsMs = Math.min(theirsMs, theirTime);
  }
  const rate = (ms: number): number => Math.round((megabytes / ms) * 10_000) / 10;
  return { mbPerSecond: rate(oursMs), rssParserMbPerSecond: rate(theirsMs) };
}

/** Processor time in milliseconds: what else the machine does meanwhile does not count. */
async function timed(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
