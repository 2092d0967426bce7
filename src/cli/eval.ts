import { writeFileSync } from 'node:fs';
import { rasterise } from '../../adapters/pictures/rasterise.ts';
import { fileFaultOf, UserError } from '../errors.ts';
import { id, type StoryId } from '../ids.ts';
import { averagePrecision, curveOf, type Labelled, scoresAt, thresholdTable } from '../relevance/measure.ts';
import { decide, judge, learn, openWatch } from '../relevance/watch.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { curveSvg, curveText, type CurvePicture } from './eval-picture.ts';
import { evaluationTable, type Part, type Report } from './eval-table.ts';
import { readItems } from './items.ts';
import { chosenLexicon, chosenProfile, type ProfileOptions } from './profile-options.ts';
import { storyOf } from './story-of.ts';
import type { Terminal } from './terminal.ts';

interface Options extends ProfileOptions {
  readonly items: string;
  readonly since?: string;
  readonly positive: string;
  readonly ignore: string;
  readonly picture?: string;
  readonly json?: boolean;
  readonly atLeast?: string;
}

/** A judged item of the set, and what it is counted under. */
interface Judged extends Labelled {
  readonly lang: string;
  readonly publishedAt: Instant | undefined;
}

const STORY: StoryId = id('story');

/** Prints precision, recall, F1, average precision and a threshold table over labelled items, in all, by language and of later items. */
export async function printEvaluation(options: Options, terminal: Terminal): Promise<0 | 1> {
  const least = leastOf(options.atLeast);
  const write = pictureWriter(options.picture);
  const faults = { count: 0 };
  const { judged, seedAt } = await judgeLabelled(options, terminal, faults);
  if (judged.length === 0) {
    throw new UserError(`${options.items} has no labelled items to measure on; expected a label on each line.`, {
      hint: 'Labels are follow_up, related_context and unrelated; --since and --ignore may have left all out.',
    });
  }
  const all = partOf('all', judged);
  const report: Report = { ...all, parts: partsOf(judged, seedAt), thresholds: thresholdTable(judged) };
  const picture: CurvePicture = {
    curve: curveOf(judged),
    chosen: all,
    caption: `F1 ${all.f1.toFixed(2)}, average precision ${all.averagePrecision.toFixed(2)}: ${all.items} items, ${all.positives} follow-ups`,
  };
  write(picture);
  const wantsTable = terminal.outIsTerminal && options.json !== true;
  await terminal.out(wantsTable ? `${evaluationTable(report)}\n\n${curveText(picture)}\n` : jsonOf(report));
  if (all.f1 < least) terminal.note(`F1 is ${all.f1.toFixed(3)}, below ${least}.`);
  return faults.count === 0 && all.f1 >= least ? 0 : 1;
}

function leastOf(text: string | undefined): number {
  const least = Number(text ?? '0');
  if (least >= 0 && least <= 1) return least;
  throw new UserError(`--at-least is ${JSON.stringify(text)}; expected an F1 from 0 to 1, such as 0.8.`);
}

/** What writes the picture; a name that is no picture's is told before the work, not after it. */
function pictureWriter(path: string | undefined): (picture: CurvePicture) => void {
  if (path === undefined) return () => undefined;
  const isPng = path.endsWith('.png');
  if (!isPng && !path.endsWith('.svg')) {
    throw new UserError(`--picture is ${JSON.stringify(path)}; expected a file that ends in .svg or .png.`);
  }
  return (picture) => {
    const svg = curveSvg(picture);
    try {
      writeFileSync(path, isPng ? rasterise(svg) : svg);
    } catch (cause) {
      throw new UserError(`The picture cannot be written to ${path}: ${fileFaultOf(cause)}`, { cause });
    }
  };
}

async function judgeLabelled(
  options: Options,
  terminal: Terminal,
  faults: { count: number },
): Promise<{ readonly judged: readonly Judged[]; readonly seedAt: Instant | undefined }> {
  const lexicon = chosenLexicon(options);
  const { profile } = await chosenProfile(options, lexicon);
  const story = await storyOf(STORY, profile, options.items, terminal, lexicon);
  const watch = openWatch([story], lexicon);
  const positives = new Set(options.positive.split(','));
  const ignored = new Set(options.ignore.split(','));
  const judged: Judged[] = [];
  for await (const { item, line } of readItems(options.items, terminal, faults, story.since)) {
    const decisions = decide(watch, item);
    learn(watch, item, decisions);
    const { label } = line;
    const early = options.since !== undefined && String(line['published'] ?? '') < options.since;
    if (typeof label !== 'string' || ignored.has(label) || early || line['is_seed'] === true) continue;
    const { score, kind } = decisions[0]?.verdict ?? judge(watch, STORY, item);
    const { lang, publishedAt } = item;
    judged.push({ positive: positives.has(label), score, taken: kind === 'follow-up', lang, publishedAt });
  }
  // An article whose date nothing tells began its story about where the measuring begins.
  const since = story.since > 0 ? story.since : Date.parse(options.since ?? '');
  return { judged, seedAt: Number.isNaN(since) ? undefined : since };
}

/** Fewer items say nothing of a language. */
const FEWEST = 5;

function partsOf(judged: readonly Judged[], seedAt: Instant | undefined): readonly Part[] {
  const languages = [...new Set(judged.map(({ lang }) => lang))].sort();
  const later = seedAt === undefined ? [] : judged.filter(({ publishedAt }) => (publishedAt ?? 0) >= seedAt + DAY_MS);
  const parts = [
    { name: 'more than a day later', items: later },
    ...languages.map((lang) => ({ name: `in ${lang}`, items: judged.filter((each) => each.lang === lang) })),
  ];
  return parts.filter(({ items }) => items.length >= FEWEST).map(({ name, items }) => partOf(name, items));
}

function partOf(part: string, judged: readonly Judged[]): Part {
  return {
    part,
    items: judged.length,
    positives: judged.filter(({ positive }) => positive).length,
    ...scoresAt(judged, undefined),
    averagePrecision: averagePrecision(judged),
  };
}

function jsonOf({ part: _, ...report }: Report): string {
  return `${JSON.stringify(report)}\n`;
}
