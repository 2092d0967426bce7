import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NOW } from '../../fakes/builders.ts';
import { ROUND_MS } from './rounds.ts';

/** One message as the chat's history has it. */
export interface Said {
  readonly place: string;
  readonly key: string;
  readonly root: string;
}

/** Feeds that grow round by round, and a chat that remembers: outlives every bot. */
export interface Outside {
  readonly address: string;
  readonly history: readonly Said[];
  /** Begins again with the first round and an empty chat. */
  reset(): void;
  /** Called when a post has been taken, before it is answered. */
  onPost: (() => void) | undefined;
  close(): Promise<void>;
}

/** Opens the outside for so many rounds. */
export async function openOutside(rounds: number): Promise<Outside> {
  const history: Said[] = [];
  let round = 0;
  const outside: Outside & { onPost: (() => void) | undefined } = {
    address: '',
    history,
    reset() {
      history.length = 0;
      round = 0;
    },
    onPost: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const answer = (path: readonly string[]): string | undefined => {
    const [what, ...rest] = path;
    if (what === 'feed') return feed(rest[0] ?? '', round);
    if (what === 'round') return String(round < rounds ? round : -1);
    if (what === 'done') {
      round = Number(rest[0]) + 1;
      return 'ok';
    }
    if (what !== 'chat') return undefined;
    const [verb, ...words] = rest;
    if (verb === 'find') return history.some(({ key }) => key === words[0]) ? `receipt-${words[0]}` : '';
    const [place = '', key = '', root = ''] = words;
    history.push({ place, key, root });
    outside.onPost?.();
    return `receipt-${key}`;
  };
  const server: Server = createServer((request, response) => {
    const body = answer((request.url ?? '').split('/').slice(1));
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/plain', connection: 'close' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(outside, { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

const EVENTS = [
  ['search offices of', 'Officers carried away 40 boxes and a safe from the headquarters.'],
  ['charge the director of', 'The director, Pieter Haak, is accused of taking 2 million euros from Kranwerk.'],
  ['freeze the accounts of', 'A court froze 17 accounts in Luxembourg at the request of the prosecutors.'],
  ['question the chairman of', 'Chairman Willem Brandt spent nine hours with investigators on Monday.'],
  ['drop the case against a manager of', 'The manager, cleared after a review of 300 letters, returns to work.'],
  ['ask parliament to lift immunity over', 'Deputy Anna Vos received a crane-shaped gift worth 90,000 euros.'],
];

/** A feed of the last rounds: one entry a round about the story, one about cheese. */
function feed(name: string, round: number): string {
  const entries = Array.from({ length: round + 1 }, (_, at) => entriesOf(name, at))
    .slice(-12)
    .flat()
    .reverse();
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${name}</title>${entries.join('')}</channel></rss>`;
}

function entriesOf(name: string, round: number): readonly string[] {
  const [verb = '', summary = ''] = EVENTS[round % EVENTS.length] ?? [];
  const title = `Rotterdam prosecutors ${verb} Port Authority in Kranwerk crane bribery inquiry, day ${round}, ${name}`;
  const tale = name === 'a' || round % 3 === 1 ? [entry(`${name}${round}`, round, title, summary)] : [];
  return [
    ...tale,
    entry(
      `${name}cheese${round}`,
      round,
      `Gouda number ${round} of dairy ${name} wins a prize`,
      'The jury praised it.',
    ),
  ];
}

function entry(id: string, round: number, title: string, summary: string): string {
  const date = new Date(NOW + round * ROUND_MS - 60_000).toUTCString();
  return `<item><guid>${id}</guid><link>https://news.example/${id}</link><title>${title}</title><pubDate>${date}</pubDate><description>${summary}</description></item>`;
}
