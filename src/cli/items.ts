import { z } from 'zod';
import { messageOf } from '../errors.ts';
import type { FeedItem } from '../feeds/item.ts';
import { id } from '../ids.ts';
import { languageOf } from '../text/language.ts';
import type { Instant } from '../time.ts';
import { numberedLines } from './lines.ts';
import type { Terminal } from './terminal.ts';

/** An item as a line of JSON; other fields, labels among them, are not looked at here. */
const ItemLine = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  title: z.string(),
  summary: z.string().nullish(),
  source: z.string().nullish(),
  url: z.string().nullish(),
  published: z.string().nullish(),
  lang: z.string().nullish(),
});

/** One line read: the item, and the whole of what the line said for commands that want its label. */
export interface ReadItem {
  readonly item: FeedItem;
  readonly line: Readonly<Record<string, unknown>>;
}

/** What was read, or what is wrong with the line. */
export type LineRead = { readonly ok: true; readonly read: ReadItem } | { readonly ok: false; readonly why: string };

/**
 * Reads items as they come. A line that is no item is told on stderr with its number, counted, and skipped.
 * An item without a date takes that of the one before it. Where a file begins with lines that are none, a few are told,
 * and what was expected.
 */
export async function* readItems(
  path: string,
  terminal: Terminal,
  faults: { count: number },
  start: Instant,
): AsyncGenerator<ReadItem> {
  let latest = start;
  let items = 0;
  let misread = 0;
  for await (const { line, number } of numberedLines(path, terminal)) {
    const read = itemOfLine(line, latest);
    if (read.ok) {
      latest = Math.max(latest, read.read.item.publishedAt ?? latest);
      items += 1;
      yield read.read;
    } else {
      faults.count += 1;
      misread += 1;
      if (items > 0 || misread <= TOLD_FIRST) terminal.note(`${path}:${number} ${read.why}`);
      if (items === 0 && misread === TOLD_FIRST) terminal.note(expectation(path));
    }
  }
}

const TOLD_FIRST = 5;

const expectation = (path: string): string =>
  `${path} does not begin with items; expected one JSON object a line. A JSON array becomes lines with \`jq -c ".[]"\`.`;

/** Reads one line; `seenAt` is taken for an item that has no date. */
export function itemOfLine(line: string, seenAt: Instant): LineRead {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    return { ok: false, why: `is not JSON: ${messageOf(error)}` };
  }
  const checked = ItemLine.safeParse(parsed);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return {
      ok: false,
      why: `is not an item: ${issue?.path.join('.') || 'the line'} ${issue?.message ?? ''}; expected at least id and title`,
    };
  }
  return { ok: true, read: { item: feedItem(checked.data, seenAt), line: checked.data } };
}

function feedItem(line: z.infer<typeof ItemLine>, seenAt: Instant): FeedItem {
  const url = line.url ?? '';
  const host = hostOf(url) ?? line.source ?? '';
  const published = Date.parse(line.published ?? '');
  const publishedAt = Number.isNaN(published) ? undefined : published;
  const title = line.title.trim();
  const summary = (line.summary ?? '').trim();
  return {
    id: id(line.id),
    keys: [],
    feed: id(host),
    source: line.source ?? host,
    tier: 'other',
    url,
    title,
    summary,
    lang: line.lang ?? languageOf(`${title} ${summary}`, undefined),
    country: undefined,
    publishedAt,
    firstSeenAt: publishedAt ?? seenAt,
  };
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
