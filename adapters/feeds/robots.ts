import robots from 'robots-parser';
import type { Answer, Client } from './client.ts';
import { decode } from './decode.ts';

/** What sites say in robots.txt of automatic readers; RFC 9309. */
export interface Robots {
  /** Why a page must be left alone, in plain words; undefined where it may be read. Never throws. */
  objection(url: string, client: Pick<Client, 'get'>, now: number): Promise<string | undefined>;
}

/** The name by which sites call us. */
const AGENT = 'Storywatch';
const KEPT_MS = 24 * 3_600_000;
/** What could not be read is tried again soon. */
const UNREAD_MS = 10 * 60_000;
const MAX_SITES = 500;
/** Longer lists of rules are read so far: matching costs their length times that of the address. */
const MAX_CHARS = 128 * 1024;
const FORBIDDEN = 'the site asks automatic readers to leave this page alone (robots.txt)';
const UNREADABLE = 'the site does not say now what automatic readers may read (robots.txt)';

/** The package exports the function itself, whatever its types say. */
const parseRobots = robots as unknown as typeof robots.default;

type Rules = { readonly objects: (url: string) => boolean; readonly why: string };
const ALL_ALLOWED: Rules = { objects: () => false, why: '' };
const NONE_ALLOWED: Rules = { objects: () => true, why: UNREADABLE };

/** Remembers the rules of the sites asked last, each for a day. */
export function createRobots(): Robots {
  const sites = new Map<string, { readonly rules: Rules; readonly until: number }>();
  return {
    async objection(url, client, now) {
      const page = URL.parse(url);
      if (page === null) return undefined;
      const known = sites.get(page.origin);
      sites.delete(page.origin);
      const site = known !== undefined && known.until > now ? known : await ask(page.origin, client, now);
      sites.set(page.origin, site);
      for (const oldest of sites.keys()) {
        if (sites.size <= MAX_SITES) break;
        sites.delete(oldest);
      }
      return site.rules.objects(page.href) ? site.rules.why : undefined;
    },
  };
}

async function ask(origin: string, client: Pick<Client, 'get'>, now: number) {
  const address = `${origin}/robots.txt`;
  const rules = rulesOf(await client.get(address, { accept: 'text/plain, */*;q=0.1' }), address);
  return { rules, until: now + (rules === NONE_ALLOWED ? UNREAD_MS : KEPT_MS) };
}

/** A site without the file allows all; one that fails allows nothing until it answers (RFC 9309 §2.3.1). */
function rulesOf(answer: Answer, address: string): Rules {
  // What is wrong with the address or the server, the page's own request says better.
  if (answer.kind !== 'answer') return ALL_ALLOWED;
  if (answer.status >= 500 || answer.status === 429) return NONE_ALLOWED;
  if (answer.status < 200 || answer.status > 299) return ALL_ALLOWED;
  const { text } = decode(answer.bytes, 'text/plain; charset=utf-8');
  const parsed = parseRobots(address, text.length <= MAX_CHARS ? text : wholeLines(text.slice(0, MAX_CHARS)));
  return { objects: (url) => parsed.isDisallowed(url, AGENT) === true, why: FORBIDDEN };
}

/** A rule that is cut short would forbid more than the site does. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}
