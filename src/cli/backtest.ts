import { loadLexicon } from '../../config/lexicon.ts';
import {
  type Archive,
  archiveOf,
  type Backtest,
  backtest,
  type Difference,
  differenceOf,
  readArchive,
} from '../app/backtest.ts';
import type { NearMiss, WouldPost } from '../app/backtest-figures.ts';
import type { TellSettings } from '../app/tell.ts';
import { readText } from '../bot/seeds.ts';
import { UserError } from '../errors.ts';
import { type FeedItem, instantOf } from '../feeds/item.ts';
import { id } from '../ids.ts';
import type { Profile, Story } from '../story/story.ts';
import { profileFromYaml } from '../story/yaml.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Instant } from '../time.ts';
import { backtestTable } from './backtest-table.ts';
import { readDate } from './dates.ts';
import { round } from './decide.ts';
import { readItems } from './items.ts';
import { chosenLexicon, chosenProfile, type ProfileOptions } from './profile-options.ts';
import { createProgress } from './progress.ts';
import { withStory } from './stored-story.ts';
import { storyOf } from './story-of.ts';
import type { Terminal } from './terminal.ts';

interface Options extends ProfileOptions {
  readonly story?: string;
  readonly since?: string;
  readonly until?: string;
  readonly config?: string;
  readonly items?: string;
  readonly json?: boolean;
}

/** What the options name: archived items, and the story with the profile that is in force. */
interface Task {
  readonly story: Story;
  readonly stories: readonly Story[];
  readonly archive: Archive;
  readonly from: Instant;
  readonly to: Instant;
  readonly settings: TellSettings;
  readonly lexicon: Lexicon;
  /** Lines of the file that are no items. */
  readonly faults: number;
}

/** Files often give the day alone: an hourly cap would hold back most of it. */
const UNCAPPED = { perHour: Number.MAX_SAFE_INTEGER };

/** Prints what a story would have posted on archived items; with an edited profile also what that changes. */
export async function printBacktest(options: Options, terminal: Terminal): Promise<0 | 1> {
  const task =
    options.items === undefined ? await fromStore(options, terminal) : await fromFile(options, options.items, terminal);
  if (task.archive.isCut) terminal.note('There are more items than a backtest looks at: the oldest are left out.');
  const edited = isChange(options) ? editedProfile(options.profile) : undefined;
  const runs = edited === undefined ? 1 : 2;
  const progress = createProgress(terminal, runs * task.archive.items.length);
  const run = (story: Story, at: number): Promise<Backtest> =>
    backtest(task.archive, { ...task, story }, task.lexicon, (done, total) =>
      progress.to(at * total + done, 'items judged'),
    );
  try {
    const inForce = await run(task.story, 0);
    const tested = edited === undefined ? inForce : await run({ ...task.story, profile: edited }, 1);
    const difference = edited === undefined ? undefined : differenceOf(inForce, tested);
    progress.end();
    const { title } = edited ?? task.story.profile;
    const view = { title, timeZone: task.settings.timeZone, width: terminal.width };
    await terminal.out(
      options.json === true ? jsonOf(tested, difference, task) : backtestTable(tested, difference, view),
    );
  } finally {
    progress.end();
  }
  return task.faults === 0 ? 0 : 1;
}

/** Whether there is a profile in force beside the edited one: without an article, a file's is all there is. */
function isChange(options: Options): options is Options & { readonly profile: string } {
  return options.profile !== undefined && (options.items === undefined || options.seed !== undefined);
}

function editedProfile(path: string): Profile {
  return profileFromYaml(readText(path, 'profile'), path);
}

function fromStore(options: Options, terminal: Terminal): Promise<Task> {
  return withStory(options.story, options, terminal, async ({ story, stories, store, config }) => {
    const now = Date.now();
    const { timeZone } = config;
    const from = readDate(options.since ?? '30d', '--since', now, timeZone);
    const to = options.until === undefined ? now : readDate(options.until, '--until', now, timeZone);
    const ids = stories.map((each) => each.id);
    const archive = await readArchive(store, ids, { from, to, now });
    const settings = { policy: config.alerts, timeZone };
    return { story, stories, archive, from, to, settings, lexicon: loadLexicon(config.lexicon), faults: 0 };
  });
}

async function fromFile(options: Options, path: string, terminal: Terminal): Promise<Task> {
  const lexicon = chosenLexicon(options);
  const { seed, profile: edited } = options;
  // The edited profile is compared with the drafted one where there is an article; without, it is all there is.
  const { profile, warnings } = await chosenProfile(
    seed !== undefined ? { seed } : edited !== undefined ? { profile: edited } : {},
    lexicon,
  );
  for (const { what, hint } of warnings) terminal.note(`Weak profile: ${what} ${hint}`);
  const story = await storyOf(id(options.story ?? 'story'), profile, path, terminal, lexicon);
  const faults = { count: 0 };
  const items: FeedItem[] = [];
  for await (const { item } of readItems(path, terminal, faults, story.since)) items.push(item);
  const archive = archiveOf(items);
  const [first] = archive.items;
  const last = archive.items.at(-1);
  if (first === undefined || last === undefined) throw new UserError(`${path} has no items.`);
  const zone = 'UTC';
  return {
    story,
    stories: [story],
    archive,
    from: options.since === undefined ? instantOf(first) : readDate(options.since, '--since', instantOf(last), zone),
    to: options.until === undefined ? instantOf(last) + 1 : readDate(options.until, '--until', instantOf(last), zone),
    settings: { policy: UNCAPPED, timeZone: zone },
    lexicon,
    faults: faults.count,
  };
}

function jsonOf(tested: Backtest, difference: Difference | undefined, { story, archive }: Task): string {
  const { from, to, alerts, held, repeats, nearMisses, perWeek, ...counts } = tested;
  return `${JSON.stringify({
    story: story.id,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...counts,
    perWeek: round(perWeek),
    alerts: alerts.map(alertRow),
    held: held.map(alertRow),
    repeats: repeats.map(({ item, score, of, evidence }) => ({
      ...itemRow(item),
      score: round(score),
      of: of ?? null,
      evidence,
    })),
    nearMisses: nearMisses.map(nearRow),
    archiveIsCut: archive.isCut,
    ...(difference === undefined
      ? {}
      : { newlyPosted: difference.newlyPosted.map(alertRow), noLongerPosted: difference.noLongerPosted.map(alertRow) }),
  })}\n`;
}

function itemRow({ id: key, title, source, url, publishedAt }: FeedItem) {
  return {
    id: key,
    title,
    source,
    url,
    published: publishedAt === undefined ? null : new Date(publishedAt).toISOString(),
  };
}

function alertRow({ item, kind, placement, development, score, threshold, why, news }: WouldPost) {
  return { ...itemRow(item), kind, placement, development, score: round(score), threshold, why, news };
}

function nearRow({ item, kind, score, threshold, why }: NearMiss) {
  return { ...itemRow(item), kind, score: round(score), threshold, why };
}
