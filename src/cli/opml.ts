import { stringify } from 'yaml';
import { readOpml, writeOpml } from '../../adapters/feeds/opml.ts';
import { feedsOf } from '../bot/follow.ts';
import { readText } from '../bot/seeds.ts';
import type { Feed } from '../feeds/feed.ts';
import { MINUTE_MS } from '../time.ts';
import { chosenConfig } from './config-file.ts';
import { noteLog } from './log.ts';
import type { Terminal } from './terminal.ts';

/** Prints the feeds of an OPML file as the `feeds:` of a configuration. */
export async function printImported(file: string, terminal: Terminal): Promise<undefined> {
  const feeds = readOpml(readText(file, 'list of feeds'), file);
  await terminal.out(stringify({ feeds: feeds.map(written) }));
  terminal.note(`${feeds.length} feeds. Paste them into the configuration, or name the file there: opml: ${file}`);
}

/** Prints the configured feeds as OPML. */
export async function printExported(options: { readonly config?: string }, terminal: Terminal): Promise<undefined> {
  await terminal.out(writeOpml(feedsOf(chosenConfig(options, terminal), noteLog(terminal)), 'Storywatch'));
}

function written({ url, name, lang, country, tier, everyMs }: Feed): Record<string, string> {
  return {
    url,
    name,
    ...(lang === undefined ? {} : { lang }),
    ...(country === undefined ? {} : { country }),
    tier,
    every: `${Math.max(1, Math.round(everyMs / MINUTE_MS))}m`,
  };
}
