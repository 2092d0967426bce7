import { existsSync } from 'node:fs';
import { loadLexicon } from '../../config/lexicon.ts';
import { archiveOf } from '../app/backtest.ts';
import { UserError } from '../errors.ts';
import { id, type StoryId } from '../ids.ts';
import { decide, judge, learn, openWatch } from '../relevance/watch.ts';
import type { Verdict } from '../relevance/verdict.ts';
import type { Story } from '../story/story.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { readDate } from './dates.ts';
import { readItems } from './items.ts';
import { joined, type LabelLine, labelsOf, lineOf, readLabelFile, writeLabelFile } from './label-file.ts';
import { beginLabelling, describeLabels, pressKey, type Session } from './label-session.ts';
import { keysOf, showItem } from './label-view.ts';
import { chosenLexicon, chosenProfile, type ProfileOptions } from './profile-options.ts';
import { withStory } from './stored-story.ts';
import { storyOf } from './story-of.ts';
import type { Terminal } from './terminal.ts';

interface Options extends ProfileOptions {
  readonly out: string;
  readonly items?: string;
  readonly story?: string;
  readonly since?: string;
  readonly config?: string;
}

/** What is to be labelled, and for which story. */
interface Task {
  readonly story: Story;
  readonly lexicon: Lexicon;
  readonly lines: readonly LabelLine[];
}

const STORY: StoryId = id('story');
/** So many archived items are looked at, and so many of them kept in the file: those nearest to the story, and some of the rest. */
const READ_LIMIT = 50_000;
const NEAREST = 1_500;
const OTHERS = 500;

/** Lets a person label items, a key each, the most uncertain first. Saves after each key; goes on where it was left. */
export async function labelItems(options: Options, terminal: Terminal): Promise<0> {
  const earlier = readLabelFile(options.out);
  const task =
    options.items === undefined ? await fromStore(options, terminal) : await fromFile(options, options.items, terminal);
  const verdicts = judgeAll(task);
  const lines = joined(earlier, bounded(task.lines, verdicts));
  const order = lines
    .map(({ item }) => item.id as string)
    .toSorted((a, b) => doubt(verdicts.get(b)) - doubt(verdicts.get(a)));
  let session = beginLabelling(order, labelsOf(lines));
  const byId = new Map(lines.map((line) => [line.item.id as string, line]));
  const show = async (): Promise<void> => {
    const [next] = session.queue;
    const line = next === undefined ? undefined : byId.get(next);
    if (next === undefined || line === undefined) return;
    await terminal.out(showItem(line.item, verdicts.get(next), session, terminal));
  };
  await show();
  if (session.queue.length > 0) {
    for await (const key of keysOf(terminal)) {
      if (key === 'q') break;
      const after = pressKey(session, key);
      if (after === undefined) continue;
      session = after;
      if (key !== 's') writeLabelFile(options.out, lines, session.labels);
      if (session.queue.length === 0) break;
      await show();
    }
  }
  await terminal.out(closing(session, options));
  return 0;
}

function closing({ labels, queue }: Session, { out, seed, profile }: Options): string {
  if (!existsSync(out)) return queue.length === 0 ? 'Every item has a label already.\n' : '\nNothing labelled.\n';
  const story = profile === undefined ? `--seed ${seed?.[0] ?? 'article.txt'}` : `--profile ${profile}`;
  return [
    '',
    `${describeLabels(labels)}; ${queue.length === 0 ? 'all done' : `${queue.length} to go`}. Saved to ${out}.`,
    `Measure them:  npx storywatch eval --items ${out} ${story} --at-least 0.8`,
    '',
  ].join('\n');
}

/** Follows the story through the items as the bot would; what the gate drops is judged as well. */
function judgeAll({ story, lexicon, lines }: Task): ReadonlyMap<string, Verdict> {
  const watch = openWatch([story], lexicon);
  const verdicts = new Map<string, Verdict>();
  for (const { item } of lines) {
    const decisions = decide(watch, item);
    verdicts.set(item.id, decisions[0]?.verdict ?? judge(watch, story.id, item));
    learn(watch, item, decisions);
  }
  return verdicts;
}

/** Greatest at the threshold; what was not judged comes last. */
function doubt(verdict: Verdict | undefined): number {
  return verdict === undefined
    ? Number.NEGATIVE_INFINITY
    : -Math.abs(oddsOf(verdict.score) - oddsOf(verdict.threshold));
}

function oddsOf(score: number): number {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, score));
  return Math.log(inside / (1 - inside));
}

/** A file of labels is written whole after each key. */
function bounded(lines: readonly LabelLine[], verdicts: ReadonlyMap<string, Verdict>): readonly LabelLine[] {
  if (lines.length <= NEAREST + OTHERS) return lines;
  const scoreOf = ({ item }: LabelLine): number => verdicts.get(item.id)?.score ?? 0;
  const ranked = lines.toSorted((a, b) => scoreOf(b) - scoreOf(a));
  const rest = ranked.slice(NEAREST);
  const step = Math.ceil(rest.length / OTHERS);
  return [...ranked.slice(0, NEAREST), ...rest.filter((_, at) => at % step === 0)];
}

async function fromFile(options: Options, path: string, terminal: Terminal): Promise<Task> {
  if (path === '-') throw new UserError('--items is -, but the keys come from stdin; expected a file.');
  const lexicon = chosenLexicon(options);
  const { profile } = await chosenProfile(options, lexicon);
  const story = await storyOf(STORY, profile, path, terminal, lexicon);
  const read = new Map<string, LabelLine>();
  for await (const each of readItems(path, terminal, { count: 0 }, story.since)) read.set(each.item.id, each);
  const inOrder = archiveOf([...read.values()].map(({ item }) => item)).items;
  return { story, lexicon, lines: inOrder.flatMap((item) => read.get(item.id) ?? []) };
}

function fromStore(options: Options, terminal: Terminal): Promise<Task> {
  return withStory(options.story, options, terminal, async ({ story, store, config }) => {
    const now = Date.now();
    const from = readDate(options.since ?? '30d', '--since', now, config.timeZone);
    const { items } = archiveOf(await store.coverage.items(from, now, READ_LIMIT));
    return { story, lexicon: loadLexicon(config.lexicon), lines: items.map((item) => ({ item, line: lineOf(item) })) };
  });
}
