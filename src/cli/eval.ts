import { averagePrecision, type Labelled, scoresAt, thresholdTable } from '../relevance/measure.ts';
import { id, type StoryId } from '../ids.ts';
import { judge, decide, learn, openWatch } from '../relevance/watch.ts';
import type { Story } from '../story/story.ts';
import { readItems } from './items.ts';
import { chosenLexicon, chosenProfile, type ProfileOptions } from './profile-options.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from '../errors.ts';

interface Options extends ProfileOptions {
  readonly items: string;
  readonly since?: string;
  readonly positive: string;
  readonly ignore: string;
  readonly json?: boolean;
  readonly atLeast?: string;
}

const STORY: StoryId = id('story');

/** Prints precision, recall, F1, average precision and a threshold table over labelled items. */
export async function printEvaluation(options: Options, terminal: Terminal): Promise<0 | 1> {
  const least = leastOf(options.atLeast);
  const faults = { count: 0 };
  const labelled = await judgeLabelled(options, terminal, faults);
  if (labelled.length === 0) {
    throw new UserError(`${options.items} has no labelled items to measure on; expected a label on each line.`, {
      hint: 'Labels are follow_up, related_context and unrelated; --since and --ignore may have left all out.',
    });
  }
  const totals = scoresAt(labelled, undefined);
  const report = {
    items: labelled.length,
    positives: labelled.filter(({ positive }) => positive).length,
    ...totals,
    averagePrecision: averagePrecision(labelled),
    thresholds: thresholdTable(labelled),
  };
  const wantsTable = terminal.outIsTerminal && options.json !== true;
  await terminal.out(wantsTable ? tableOf(report) : `${JSON.stringify(report)}\n`);
  if (totals.f1 < least) terminal.note(`F1 is ${totals.f1.toFixed(3)}, below ${least}.`);
  return faults.count === 0 && totals.f1 >= least ? 0 : 1;
}

function leastOf(text: string | undefined): number {
  const least = Number(text ?? '0');
  if (least >= 0 && least <= 1) return least;
  throw new UserError(`--at-least is ${JSON.stringify(text)}; expected an F1 from 0 to 1, such as 0.8.`);
}

async function judgeLabelled(
  options: Options,
  terminal: Terminal,
  faults: { count: number },
): Promise<readonly Labelled[]> {
  const lexicon = chosenLexicon(options);
  const { profile } = await chosenProfile(options, lexicon);
  const story: Story = { id: STORY, profile, channels: [], since: profile.published ?? 0 };
  const watch = openWatch([story], lexicon);
  const positives = new Set(options.positive.split(','));
  const ignored = new Set(options.ignore.split(','));
  const labelled: Labelled[] = [];
  for await (const { item, line } of readItems(options.items, terminal, faults, story.since)) {
    const decisions = decide(watch, item);
    learn(watch, item, decisions);
    const { label } = line;
    const early = options.since !== undefined && String(line['published'] ?? '') < options.since;
    if (typeof label !== 'string' || ignored.has(label) || early || line['is_seed'] === true) continue;
    const verdict = decisions[0]?.verdict ?? judge(watch, STORY, item);
    labelled.push({ positive: positives.has(label), score: verdict.score, taken: verdict.kind === 'follow-up' });
  }
  return labelled;
}

interface Report {
  readonly items: number;
  readonly positives: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly averagePrecision: number;
  readonly thresholds: ReturnType<typeof thresholdTable>;
}

function tableOf(report: Report): string {
  const figure = (value: number): string => value.toFixed(3).padStart(9);
  const head = [
    `${report.items} items, ${report.positives} follow-ups`,
    `precision ${report.precision.toFixed(3)}   recall ${report.recall.toFixed(3)}   F1 ${report.f1.toFixed(3)}   average precision ${report.averagePrecision.toFixed(3)}`,
    '',
    'threshold precision   recall       F1',
  ];
  const rows = report.thresholds.map(
    (row) => figure(row.threshold) + figure(row.precision) + figure(row.recall) + figure(row.f1),
  );
  return `${[...head, ...rows].join('\n')}\n`;
}
