import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { messageOf } from '../../src/errors.ts';
import { isPublicAddress } from './addresses.ts';
import { bare, defaultPort, hostOf, isAllowed, portOf } from './hosts.ts';

/** Which addresses may be asked beyond the public internet. */
export interface AddressPolicy {
  /** Hosts, or host:port, exactly as they stand in an address; they pass whatever they resolve to, on any port named. */
  readonly allowPrivate: readonly string[];
  /** The operator's proxy, where requests leave through one. */
  readonly proxy?: Proxy | undefined;
}

/** Addresses of proxies by the scheme of what is asked, which may hold a password, and the hosts that they are not for. */
export interface Proxy {
  readonly http: string | undefined;
  readonly https: string | undefined;
  /** As NO_PROXY is written; may be empty. */
  readonly except: string;
}

/** Every address of a name, IPv4 and IPv6 as text. Rejects where there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface UrlVerdict {
  readonly verdict: 'allow' | 'refuse';
  /** In plain words. */
  readonly reason: string;
}

/** What the guard will not have; the message says why in plain words. */
export class RefusedAddress extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RefusedAddress';
  }
}

const PORTS = new Set(['80', '443', '8080', '8443']);
const MAX_URL = 2_048;
const MAX_HOST = 253;
/** Names that never lead to the public internet: RFC 6761, 6762, 8375, and what clouds and containers use. */
const SPECIAL_NAMES = [
  'localhost',
  'local',
  'internal',
  'arpa',
  'onion',
  'invalid',
  'test',
  'lan',
  'intranet',
  'corp',
  'home',
  'localdomain',
  'alt',
];
const MAX_ATTEMPTS = 3;
const CONNECT_MS = 8_000;

/** Asks the system's resolver for all addresses of a name. */
export const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);

/**
 * Reads an address and refuses what its text alone shows: scheme, port, credentials, special names, private literals in any spelling.
 * Throws RefusedAddress. A `feed:` address is read as the http address it stands for.
 */
export function readUrl(text: string, policy: AddressPolicy): URL {
  if (text.length > MAX_URL) throw new RefusedAddress(`the address is longer than ${MAX_URL} characters`);
  if (/[\u0000-\u0020\u007f]/.test(text.trim())) {
    throw new RefusedAddress('the address holds a space or a control character');
  }
  const written = text
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:/i, 'http:');
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined) throw new RefusedAddress('this is no address of the web');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new RefusedAddress(`${url.protocol} is not http or https`);
  }
  if (url.username !== '' || url.password !== '') throw new RefusedAddress('the address holds a user name or password');
  if (isAllowed(hostOf(url), portOf(url), policy)) return url;
  if (!PORTS.has(portOf(url))) throw new RefusedAddress(`port ${portOf(url)} is not one of ${[...PORTS].join(', ')}`);
  refuseHost(hostOf(url));
  return url;
}

function refuseHost(host: string): void {
  if (host === '' || host.length > MAX_HOST) throw new RefusedAddress('the host name is empty or too long');
  if (isIP(host) !== 0) {
    if (!isPublicAddress(host)) throw new RefusedAddress(`${host} is not on the public internet`);
    return;
  }
  const labels = host.split('.');
  if (labels.length < 2) throw new RefusedAddress(`${host} is a name of the local network`);
  if (SPECIAL_NAMES.includes(labels.at(-1) ?? '')) throw new RefusedAddress(`${host} is a name of a local network`);
}

/**
 * Says whether an address may be asked, and why not; a name is resolved and every answer must be public.
 * A name that does not resolve is refused too: nothing could be asked.
 */
export async function judgeUrl(
  text: string,
  options: { readonly resolve?: Resolve; readonly policy?: AddressPolicy } = {},
): Promise<UrlVerdict> {
  const policy = options.policy ?? { allowPrivate: [] };
  try {
    const url = readUrl(text, policy);
    const host = hostOf(url);
    if (isAllowed(host, portOf(url), policy)) return { verdict: 'allow', reason: 'listed in network.allowPrivate' };
    const addresses = await publicAddresses(host, options.resolve ?? resolveBySystem);
    return { verdict: 'allow', reason: `${addresses.join(', ')} is public` };
  } catch (thrown) {
    if (thrown instanceof RefusedAddress) return { verdict: 'refuse', reason: thrown.message };
    return { verdict: 'refuse', reason: `the name does not resolve: ${messageOf(thrown)}` };
  }
}

async function publicAddresses(host: string, resolve: Resolve): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  if (addresses.length === 0) throw new RefusedAddress(`${host} has no address`);
  const bad = addresses.find((address) => !isPublicAddress(address));
  if (bad !== undefined) throw new RefusedAddress(`${host} leads to ${bad}, which is not on the public internet`);
  return addresses;
}

/**
 * Judges a name that a proxy will resolve and connect to: all that its text shows was judged by `readUrl`; where this
 * machine can resolve it as well, every answer must be public. What the proxy then connects to is the proxy's to judge.
 * Throws RefusedAddress.
 */
export async function judgeBehindProxy(url: URL, policy: AddressPolicy, resolve = resolveBySystem): Promise<void> {
  const host = hostOf(url);
  if (isAllowed(host, portOf(url), policy)) return;
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  if (addresses.length > 0) await publicAddresses(host, async () => addresses);
}

/** Opens one connection; undici's own connector, or a test's. */
export type Dial = buildConnector.connector;

/**
 * Makes undici's connector that judges what it connects to.
 * The name is resolved once, all its addresses are judged, and only one of those is dialled, so that a second answer of the
 * name server cannot matter; the address that was reached is judged again before a byte is written.
 */
export function createConnector(
  policy: AddressPolicy,
  resolve: Resolve = resolveBySystem,
  dial: Dial = buildConnector({ timeout: CONNECT_MS, allowH2: false }),
): Dial {
  return (options, callback) => {
    const host = bare(options.hostname);
    const port = options.port === '' ? defaultPort(options.protocol) : options.port;
    const judged = !isAllowed(host, port, policy);
    connect(host, judged, resolve, (address) => reach(dial, options, host, address, judged))
      .then((socket) => callback(null, socket))
      .catch((thrown: unknown) => callback(thrown instanceof Error ? thrown : new Error(String(thrown)), null));
  };
}

async function connect(
  host: string,
  judged: boolean,
  resolve: Resolve,
  dialled: (address: string) => Promise<Socket>,
): Promise<Socket> {
  if (judged) refuseHost(host);
  const addresses = judged ? await publicAddresses(host, resolve) : await anyAddresses(host, resolve);
  let failure: unknown = new Error(`${host} has no address`);
  for (const address of addresses.slice(0, MAX_ATTEMPTS)) {
    try {
      return await dialled(address);
    } catch (thrown) {
      failure = thrown;
      if (thrown instanceof RefusedAddress) break;
    }
  }
  throw failure;
}

function reach(
  dial: Dial,
  options: Parameters<Dial>[0],
  host: string,
  address: string,
  judged: boolean,
): Promise<Socket> {
  const named = options.protocol === 'https:' && isIP(host) === 0 ? { servername: options.servername || host } : {};
  return new Promise((done, fail) => {
    dial({ ...options, ...named, hostname: address }, (error, socket) => {
      if (error !== null) return fail(error);
      const reached = socket.remoteAddress ?? '';
      if (!judged || isPublicAddress(reached)) return done(socket);
      socket.destroy();
      fail(new RefusedAddress(`${host} connected to ${reached}, which is not on the public internet`));
    });
  });
}

async function anyAddresses(host: string, resolve: Resolve): Promise<readonly string[]> {
  return isIP(host) === 0 ? resolve(host) : [host];
}
