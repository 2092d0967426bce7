import { UserError } from '../errors.ts';
import { instantOf } from '../feeds/item.ts';
import { cleanLine } from '../message/clean.ts';
import type { TextFile } from '../message/message.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { Story } from '../story/story.ts';
import { csvOf } from '../text/csv.ts';
import { meant, nearest, storyNamed } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';
import { itemsWord, repliesNothing } from './words.ts';

const FORMATS = ['csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** More would not fit into what a platform takes as a file. */
const MOST = 5_000;

/** Every follow-up of a story as a file, oldest first, copies too. */
export const exportFile: Command<CommandDeps> = {
  name: 'export',
  description: 'The follow-ups of a story as a file, to work with in a spreadsheet or a program',
  arguments: [
    {
      name: 'story',
      description: 'Its name; may be left out where there is one story',
      required: false,
      suggests: 'story',
    },
    { name: 'format', description: 'csv or json; csv where nothing is said', required: false, choices: FORMATS },
  ],
  example: '/story export platforms-probe json',
  lookup: true,
  run: async (call, { store }) => {
    const stories = await store.stories.all();
    const { name, format } = readExport(call.text, stories);
    const story = storyNamed(stories, name);
    const all = await store.coverage.between(story.id, 0, Number.MAX_SAFE_INTEGER);
    const followUps = all.filter(({ verdict }) => verdict.kind === 'follow-up');
    if (followUps.length === 0)
      return repliesNothing(`No follow-up of ${story.profile.title} yet`, 'There is nothing to export.');
    const rows = followUps.slice(-MOST).map((each) => rowOf(each, story));
    const cut = followUps.length > MOST ? `, the newest ${MOST} of ${followUps.length}` : '';
    return {
      tone: 'reply',
      title: `${story.profile.title}: ${itemsWord(rows.length, 'follow-up')} as ${format.toUpperCase()}${cut}`,
      blocks: [],
      file: fileOf(story, format, rows),
    };
  },
};

/** Reads `[story] [format]`; one word alone is a format where it is one. */
function readExport(text: string, stories: readonly Story[]): { readonly name: string; readonly format: Format } {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const last = words.at(-1)?.toLowerCase() ?? '';
  const format = FORMATS.find((one) => one === last);
  if (format !== undefined) return { name: words.slice(0, -1).join(' '), format };
  const isFormat = words.length > 1 && !stories.some(({ id }) => id.startsWith(last));
  if (isFormat) {
    throw new UserError(`No format "${last}"${meant(nearest(last, FORMATS))}`, { hint: 'There are: csv, json.' });
  }
  return { name: words.join(' '), format: 'csv' };
}

type Row = Readonly<Record<string, string | number>>;

function rowOf({ item, verdict, placement }: Coverage, { profile }: Story): Row {
  const strand = profile.strands.find(({ id }) => id === (placement?.development.strand ?? verdict.strand));
  const row = {
    reported: new Date(instantOf(item)).toISOString(),
    headline: item.title,
    outlet: item.source,
    address: item.url,
    language: item.lang,
    development: placement?.development.title ?? '',
    placement: placement?.kind ?? '',
    strand: strand?.title ?? '',
    score: Math.round(verdict.score * 1_000) / 1_000,
    why: verdict.reasons.map(({ evidence }) => evidence).join('; '),
    id: item.id,
  };
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? cleanLine(value) : value]),
  );
}

function fileOf({ id }: Story, format: Format, rows: readonly Row[]): TextFile {
  if (format === 'json') {
    const text = `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
    return { name: `${id}.json`, mediaType: 'application/json', text };
  }
  const names = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => names.map((name) => String(row[name] ?? '')));
  return { name: `${id}.csv`, mediaType: 'text/csv', text: csvOf([names, ...cells]) };
}
