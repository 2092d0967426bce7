import type { FeedState, Fetched } from '../../src/feeds/feed.ts';
import type { FeedFetcher } from '../../src/ports.ts';
import { createClient } from './client.ts';
import type { Answer, ClientSettings } from './client.ts';
import type { AddressPolicy } from './guard.ts';
import { createTurns } from './turns.ts';
import type { Turns } from './turns.ts';

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1';
/** Requests at once: a stranger's server is spared, one that `network.allowPrivate` names is the team's own. */
const PER_HOST = 2;
const PER_OWN_HOST = 16;
const TOO_MANY = 429;
const GONE = 410;
/** Client errors that say "not now" rather than "not here". */
const PASSING = new Set([408, 425, TOO_MANY]);

/** Makes the fetcher that asks feeds by conditional GET, at most two at a time of a stranger's host. */
export function createFetcher(settings: ClientSettings): FeedFetcher {
  const client = createClient(settings);
  const hosts = new Map<string, Turns>();
  return {
    fetch: async (state) => {
      const url = state.movedTo ?? state.feed.url;
      const host = URL.canParse(url) ? new URL(url).host : url;
      const turns = hosts.get(host) ?? createTurns(isOwn(url, settings.network) ? PER_OWN_HOST : PER_HOST);
      hosts.set(host, turns);
      const answer = await turns.run(() => client.get(url, conditions(state)));
      if (turns.idle) hosts.delete(host);
      return fetchedFrom(answer, state, Date.now());
    },
    close: () => client.close(),
  };
}

function isOwn(url: string, { allowPrivate }: AddressPolicy): boolean {
  const { host, hostname } = URL.canParse(url) ? new URL(url) : { host: '', hostname: '' };
  return allowPrivate.some((entry) => entry === host || entry === hostname);
}

function conditions({ validators }: FeedState): Record<string, string> {
  const { etag, lastModified } = validators;
  return {
    accept: ACCEPT,
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
}

/** Sorts an answer into what it means for the feed, once and for all. */
export function fetchedFrom(answer: Answer, state: FeedState, now: number): Fetched {
  if (answer.kind === 'refused') return answer;
  if (answer.kind === 'failed') return { kind: 'later', why: answer.why, retryAfterMs: undefined };
  const { status, headers } = answer;
  const { etag, lastModified } = state.validators;
  if (status === 304) {
    if (etag === undefined && lastModified === undefined) {
      return { kind: 'later', why: 'it says "not modified" though it was not asked', retryAfterMs: undefined };
    }
    const validators = { etag: headers['etag'] ?? etag, lastModified: headers['last-modified'] ?? lastModified };
    return { kind: 'unchanged', validators, freshMs: freshMs(headers, now) };
  }
  if (status >= 200 && status < 300) {
    return {
      kind: 'body',
      bytes: answer.bytes,
      contentType: headers['content-type'],
      url: answer.url,
      validators: { etag: headers['etag'], lastModified: pastDate(headers['last-modified'], now) },
      movedTo: answer.moved ? answer.url : undefined,
      freshMs: freshMs(headers, now),
    };
  }
  if (status === GONE) return { kind: 'gone', why: 'the server says that the feed is gone for good (410)' };
  if (isPassing(status)) {
    return { kind: 'later', why: wordsFor(status), retryAfterMs: retryAfterMs(headers['retry-after'], now) };
  }
  return { kind: 'refused', why: wordsFor(status) };
}

/** Whether a status says that what was asked for may be there later. */
export function isPassing(status: number): boolean {
  return status >= 500 || PASSING.has(status);
}

function wordsFor(status: number): string {
  if (status === 401) return 'the server asks for a password (401)';
  if (status === 403) return 'the server refuses us (403)';
  if (status === 404) return 'there is nothing at this address (404)';
  if (status === TOO_MANY) return 'the server asks us to slow down (429)';
  if (status === 503) return 'the server is not available (503)';
  if (status >= 500) return `the server failed (${status})`;
  return `the server answered ${status}`;
}

/** A Last-Modified of the future would hide every later change. */
function pastDate(text: string | undefined, now: number): string | undefined {
  return text !== undefined && Date.parse(text) <= now ? text : undefined;
}

/** Reads Retry-After, in seconds or as a date, RFC 9110 §10.2.3; undefined where it is neither, 0 for a date gone by. */
export function retryAfterMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\s*\d{1,12}\s*$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/**
 * How long an answer stays fresh by Cache-Control or Expires, in milliseconds, RFC 9111 §4.2; undefined where the server
 * does not say, or says that it must not be kept.
 */
export function freshMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const control = (headers['cache-control'] ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
  if (control.includes('no-store') || control.includes('no-cache')) return undefined;
  const age = seconds(headers['age']) ?? 0;
  const most = seconds(control.find((part) => part.startsWith('max-age='))?.slice('max-age='.length));
  if (most !== undefined) return Math.max(0, most - age) * 1_000;
  const [expires, date] = [Date.parse(headers['expires'] ?? ''), Date.parse(headers['date'] ?? '')];
  if (Number.isNaN(expires)) return undefined;
  return Math.max(0, expires - (Number.isNaN(date) ? now : date));
}

function seconds(text: string | undefined): number | undefined {
  const digits = text?.replace(/^"|"$/g, '') ?? '';
  return /^\d{1,10}$/.test(digits) ? Number(digits) : undefined;
}
