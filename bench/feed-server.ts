import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/**
 * Serves FEEDS feeds of ITEMS items at /feed/N, each with an ETag and 304 for who has it already.
 * A program of its own, so that serving does not count as polling; writes its port to stdout.
 */

const FEEDS = Number(process.env['FEEDS'] ?? 1_000);
const ITEMS = Number(process.env['ITEMS'] ?? 30);
const START = Date.now() - 86_400_000;

const LITTLE_WORDS = 'the of and to in for with on at by from after over as that is was are has have it its'.split(' ');
const SYLLABLES =
  'ba ber car den dor el far gan hol in jar ken lor mar nel or per quin ral sen tor ul ver wes yar zel'.split(' ');
const VOCABULARY = 20_000;

/** The n-th of an invented language's words: two to four syllables. */
function word(number: number): string {
  let rest = number + SYLLABLES.length;
  let text = '';
  for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) text += SYLLABLES[rest % SYLLABLES.length];
  return text;
}

/** Lehmer's generator (Park and Miller, 1988): the same feeds at every run. */
function drawer(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Two words in five are little ones; the others are drawn by Zipf's law, as words of news are. */
function sentence(words: number, draw: () => number): string {
  const chosen = Array.from({ length: words }, () =>
    draw() < 0.4
      ? (LITTLE_WORDS[Math.floor(draw() * LITTLE_WORDS.length)] ?? 'the')
      : word(Math.floor(VOCABULARY ** draw())),
  );
  const text = chosen.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One entry in three hundred is about the story that the bench follows. */
const STORY_EVERY = 300;
const STORY = [
  'Prosecutors search offices of online platform in inquiry over safety of children',
  'Judge rejects appeal of online platform against privacy inquiry of prosecutors',
  'Regulator warns online platform over privacy of children as prosecutors go on with inquiry',
];

function feed(number: number): string {
  const draw = drawer(number * 7_919);
  const items = Array.from({ length: ITEMS }, (_, at) => {
    const place = number * ITEMS + at;
    const told = place % STORY_EVERY === 0 ? STORY[(place / STORY_EVERY) % STORY.length] : undefined;
    const url = `https://outlet-${number}.example/articles/${at}`;
    const date = new Date(START + at * 60_000).toUTCString();
    return `<item><title>${told ?? sentence(10, draw)} ${number}-${at}</title><link>${url}</link><guid>${url}</guid>
<pubDate>${date}</pubDate><description>&lt;p&gt;${sentence(18, draw)}. ${sentence(22, draw)}.&lt;/p&gt;</description></item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Outlet ${number}</title><link>https://outlet-${number}.example/</link>
<description>News of outlet ${number}</description><language>en</language>
${items.join('\n')}
</channel></rss>`;
}

const documents = Array.from({ length: FEEDS }, (_, number) => {
  const body = Buffer.from(feed(number));
  return { body, etag: `"${createHash('sha1').update(body).digest('hex')}"` };
});

const server = createServer((request, response) => {
  const found = documents[Number(request.url?.split('/').at(-1))];
  if (found === undefined) response.writeHead(404).end();
  else if (request.headers['if-none-match'] === found.etag) response.writeHead(304, { etag: found.etag }).end();
  else {
    response.writeHead(200, {
      etag: found.etag,
      'content-type': 'application/rss+xml',
      'content-length': found.body.length,
    });
    response.end(found.body);
  }
});
// Every address of 127.0.0.0/8 is this machine: each stands for a host of its own.
server.listen(0, '0.0.0.0', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
process.on('disconnect', () => process.exit());
