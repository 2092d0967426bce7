/** Query parameters that only say how a reader came: whole names, then beginnings of names. */
const TRACKERS = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid _ga _gl _hsenc _hsmi mkt_tok ' +
    'ref_src ref_url cmpid cmp cmp_id campaign_id icid intcid ito smid smtyp sr_share ocid ftag ncid guccounter xtor wt_mc wt_zmc ' +
    'wtrid pk_campaign pk_kwd pk_source traffic_source traffic_medium ns_campaign ns_mchannel ns_source ns_linkname ns_fee ' +
    'outputtype amp share_type s_cid sref spm feature'
  ).split(' '),
);
const TRACKER_PREFIXES = ['utm_', 'at_', 'guce_', 'hsa_', 'mtm_', 'piwik_', 'matomo_'];
/** Parameters that are trackers only where they name the feed. */
const FEED_MARKS = new Set(['ref', 'source', 'src', 'from', 'feed', 'partner', 'origin']);
const FEED_MARK = /^(?:rss|feed|atom|feedburner|xml)[\w-]{0,20}$/i;

/** Addresses that only forward: host, path, and the parameters that hold the true address. */
const WRAPPERS: readonly (readonly [host: RegExp, path: string, parameters: readonly string[]])[] = [
  [/^(?:www|news\.url)\.google\.[a-z.]{2,6}$/, '/url', ['url', 'q']],
  [/^(?:www\.)?bing\.com$/, '/news/apiclick.aspx', ['url']],
  [/^lm?\.facebook\.com$/, '/l.php', ['u']],
  [/^(?:out\.reddit\.com|away\.vk\.com|vk\.com)$/, '/', ['url', 'to']],
  [/^steamcommunity\.com$/, '/linkfilter/', ['url']],
  [/^(?:www\.)?youtube\.com$/, '/redirect', ['q']],
  [/^t\.umblr\.com$/, '/redirect', ['z']],
];
const MAX_WRAPPERS = 3;

/** The page that an address leads to. */
export interface Page {
  /**
   * The address without trackers, fragment, AMP form or redirect wrapper; still an address that can be opened. Text that
   * is no http address is only trimmed. Links of Google News are kept: they cannot be resolved without asking.
   */
  readonly url: string;
  /** The form in which twins are equal: no scheme, no www, no closing slash, parameters in order. */
  readonly key: string;
}

/** Reads an address once for both its forms: reading is what costs. */
export function pageOf(address: string): Page {
  const trimmed = address.trim();
  const read = canonical(trimmed);
  if (read === undefined) return { url: trimmed, key: trimmed };
  const url = read.href;
  if (read.search !== '') read.searchParams.sort();
  const host = read.host.replace(/^www\./, '');
  const path = read.pathname.endsWith('/') ? read.pathname.slice(0, -1) : read.pathname;
  return { url, key: `${host}${path}${read.search}${read.hash}` };
}

/** The address of the page. */
export function canonicalUrl(address: string): string {
  return pageOf(address).url;
}

/** The key of the page. */
export function urlKey(address: string): string {
  return pageOf(address).key;
}

/** Setting any part of an address writes all of it anew: only what changes is set. */
function canonical(text: string): URL | undefined {
  let read = URL.parse(text);
  if (read === null || (read.protocol !== 'http:' && read.protocol !== 'https:')) return undefined;
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const inner = unwrapped(read);
    if (inner === undefined) break;
    read = inner;
  }
  if (read.href.includes('#') && !read.hash.startsWith('#!')) read.hash = '';
  if (read.search !== '') {
    for (const name of [...read.searchParams.keys()]) {
      if (isTracker(name, read.searchParams.get(name) ?? '')) read.searchParams.delete(name);
    }
  }
  const host = read.host.replace(/^amp\.(?=[^.]+\.)/, '');
  if (host !== read.host) read.host = host;
  const path = withoutAmp(read.pathname);
  if (path !== read.pathname) read.pathname = path;
  return read;
}

/** The host of an address without www; empty where there is none. */
export function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? '';
}

function unwrapped(url: URL): URL | undefined {
  for (const [host, path, parameters] of WRAPPERS) {
    if (!host.test(url.hostname) || !url.pathname.startsWith(path)) continue;
    for (const name of parameters) {
      const inner = url.searchParams.get(name) ?? '';
      if (/^https?:\/\//i.test(inner) && URL.canParse(inner)) return new URL(inner);
    }
  }
  return ampSource(url);
}

/** The publisher's page behind an AMP cache: /c/s/host/path and www.google.com/amp/s/host/path. */
function ampSource(url: URL): URL | undefined {
  const cached = url.hostname.endsWith('.cdn.ampproject.org') && /^\/[a-z]\/(s\/)?(.+)$/.exec(url.pathname);
  const viewed = /^www\.google\.[a-z.]{2,6}$/.test(url.hostname) && /^\/amp\/(s\/)?(.+)$/.exec(url.pathname);
  const match = cached || viewed;
  if (!match) return undefined;
  const inner = `http${match[1] === undefined ? '' : 's'}://${match[2] ?? ''}${url.search}`;
  return URL.canParse(inner) ? new URL(inner) : undefined;
}

function isTracker(name: string, value: string): boolean {
  const key = name.toLowerCase();
  if (TRACKERS.has(key) || TRACKER_PREFIXES.some((prefix) => key.startsWith(prefix))) return true;
  return FEED_MARKS.has(key) && FEED_MARK.test(value);
}

function withoutAmp(path: string): string {
  if (path.endsWith('.amp.html')) return `${path.slice(0, -'.amp.html'.length)}.html`;
  const short = path.replace(/(?:\/amp\/?|\.amp)$/, '').replace(/^\/amp\/(?=.)/, '/');
  return short === '' ? '/' : short;
}
