import { type Dispatcher, errors } from 'undici';
import { messageOf } from '../../src/errors.ts';
import { readBody, UnreadableBody } from './body.ts';
import { faultOf, isRefusal } from './faults.ts';
import { MAX_BYTES } from './limits.ts';
import { createWay, type Way } from './dispatcher.ts';
import { readUrl, RefusedAddress } from './guard.ts';
import type { AddressPolicy, Dial, Resolve } from './guard.ts';

export interface ClientSettings {
  readonly network: AddressPolicy;
  /** An address or mail address in the User-Agent, so that a publisher can ask us to slow down. */
  readonly contact?: string;
  /** Milliseconds until the headers must be there. */
  readonly headersMs?: number;
  /** Milliseconds for the whole, redirects and body included. */
  readonly totalMs?: number;
  /** Unpacked bytes. */
  readonly maxBytes?: number;
  readonly resolve?: Resolve;
  readonly dial?: Dial;
}

/** What one GET brought, redirects followed. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Empty unless the status is 200 to 299. */
      readonly bytes: Uint8Array;
      /** The address that answered. */
      readonly url: string;
      /** Whether there was a redirect and all of them were 301 or 308. */
      readonly moved: boolean;
    }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface Client {
  get(url: string, headers: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

const HEADERS_MS = 10_000;
const TOTAL_MS = 20_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_REDIRECTS = 5;
/** To one host; how many requests run at once is the fetcher's matter. */
const CONNECTIONS = 16;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Headers that must not follow a redirect to another origin. */
const CREDENTIALS = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** The User-Agent that we are honest with. */
export function userAgent(contact: string | undefined): string {
  return contact === undefined ? 'Storywatch/0.1' : `Storywatch/0.1 (+${contact})`;
}

/**
 * Makes the one HTTP client for addresses that strangers give: every hop is judged, and time, size and redirects are bounded.
 * Never throws from `get`.
 */
export function createClient(settings: ClientSettings): Client {
  const options = {
    connections: CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 5_000,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: settings.headersMs ?? HEADERS_MS,
    bodyTimeout: settings.headersMs ?? HEADERS_MS,
  };
  const way = createWay(settings.network, options, settings.resolve, settings.dial);
  return {
    get: async (url, headers) => {
      try {
        return await follow(way, settings, url, headers);
      } catch (thrown) {
        if (isRefusal(thrown) || thrown instanceof UnreadableBody) return { kind: 'refused', why: messageOf(thrown) };
        return { kind: 'failed', why: faultOf(thrown) };
      }
    },
    close: () => way.dispatcher.destroy(),
  };
}

async function follow(
  way: Way,
  settings: ClientSettings,
  first: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const deadline = deadlineOf(settings.totalMs ?? TOTAL_MS);
  let url = readUrl(first, settings.network);
  let sent = headers;
  let permanent = true;
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      await way.judge(url);
      const answer = await ask(way, settings, url, sent, deadline.signal);
      const location = REDIRECTS.has(answer.status) ? answer.headers['location'] : undefined;
      if (location === undefined) return { kind: 'answer', ...answer, url: url.href, moved: hops > 0 && permanent };
      permanent &&= answer.status === 301 || answer.status === 308;
      const next = readUrl(absolute(location, url), settings.network);
      if (next.origin !== url.origin) sent = withoutCredentials(sent);
      url = next;
    }
  } catch (thrown) {
    if (deadline.signal.aborted) throw new Error('the server did not finish in time', { cause: thrown });
    throw thrown;
  } finally {
    deadline.clear();
  }
  return { kind: 'failed', why: `it redirects more than ${MAX_REDIRECTS} times` };
}

async function ask(
  { dispatcher }: Way,
  settings: ClientSettings,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ status: number; headers: Readonly<Record<string, string>>; bytes: Uint8Array }> {
  const request: Dispatcher.RequestOptions = {
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: { 'user-agent': userAgent(settings.contact), 'accept-encoding': 'gzip, deflate, br', ...headers },
    signal,
  };
  // A server may close an idle connection in the moment in which it is used again: that request was never read.
  const response = await dispatcher.request(request).catch((thrown: unknown) => {
    if (!wasClosedIdle(thrown)) throw thrown;
    return dispatcher.request(request);
  });
  const known = flatten(response.headers);
  const status = response.statusCode;
  if (status < 200 || status > 299) {
    // What an error page or a redirect says is not read; a short one is drained so that the connection can serve again.
    await response.body.dump({ limit: 16_384 }).catch(() => undefined);
    return { status, headers: known, bytes: new Uint8Array() };
  }
  return {
    status,
    headers: known,
    bytes: await readBody(response.body, known['content-encoding'], settings.maxBytes ?? MAX_BYTES),
  };
}

/** Whether the other side closed a connection that had served before, without a word on the request at hand. */
function wasClosedIdle(thrown: unknown): boolean {
  return thrown instanceof errors.SocketError && (thrown.socket?.bytesRead ?? 0) > 0;
}

function absolute(location: string, base: URL): string {
  if (!URL.canParse(location, base.href)) throw new RefusedAddress('it redirects to something that is no address');
  return new URL(location, base).href;
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase())));
}

function flatten(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
}

function deadlineOf(ms: number): { readonly signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
