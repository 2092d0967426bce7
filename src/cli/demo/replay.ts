import type { Bot } from '../../main.ts';
import { instantAt } from '../../local-time.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../time.ts';
import type { ArchiveItem } from './archive.ts';
import type { MovedClock } from './clock.ts';
import type { Progress } from '../progress.ts';

/** The replay begins two weeks before the story, so that the bot knows what ordinary days are like. */
export const START: Instant = Date.UTC(2026, 1, 3, 5);
const TAKEN_UP: Instant = Date.UTC(2026, 1, 17, 12);
const END: Instant = Date.UTC(2026, 2, 11, 21, 30);
/** How often feeds are asked in the replay. */
const ROUND_MS = 4 * HOUR_MS;

/** Polls through the days: reads along, takes the story up on its day, then alerts as items come out, with weekly digests. */
export async function replay(
  bot: Bot,
  archive: readonly ArchiveItem[],
  clock: MovedClock,
  progress: Progress,
  timeZone: string,
): Promise<void> {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'long', timeZone });
  await bot.followFeeds();
  progress.print('\nFrom 3 February on the feeds are read along; nothing is followed yet.\n');
  let isTakenUp = false;
  for (const now of rounds(archive)) {
    clock.moveTo(now);
    if (!isTakenUp && now >= TAKEN_UP) {
      isTakenUp = true;
      await takeUp(bot, progress);
    }
    await bot.poll({ force: true });
    if (isTakenUp) await bot.digests();
    await bot.drain();
    const read = archive.filter(({ at }) => at <= now).length;
    progress.to(read, `${day.format(now)} · ${read} items read`);
  }
}

/** The rounds in which something can happen: a new item is out, the story is taken up, a week ends. */
function rounds(archive: readonly ArchiveItem[]): readonly Instant[] {
  const instants = new Set<Instant>([START, TAKEN_UP, END]);
  for (const { at } of archive) {
    const round = START + Math.ceil((at - START) / ROUND_MS) * ROUND_MS;
    if (round > START && round <= END) instants.add(round);
  }
  for (
    let end = instantAt({ year: 2026, month: 2, day: 18, hour: 22, minute: 0, second: 0 }, 'Europe/Madrid');
    end <= END;
    end += 7 * DAY_MS
  ) {
    instants.add(end);
  }
  return [...instants].sort((a, b) => a - b);
}

async function takeUp(bot: Bot, progress: Progress): Promise<void> {
  await bot.follow();
  const [story] = bot.desk.stories().values();
  if (story === undefined) throw new Error('the demo story was not taken up');
  const { title, actors, strands, places } = story.profile;
  const names = actors.slice(0, 8).map(({ name }) => name);
  progress.print(
    [
      '',
      `On 17 February the story is taken up from its article: ${title}`,
      `  actors   ${names.join(', ')}${actors.length > names.length ? ` and ${actors.length - names.length} more` : ''}`,
      `  places   ${places.map(({ id }) => id).join(', ')}`,
      `  strands  ${strands.length}, each a few actors and terms that must occur together`,
      '',
    ].join('\n'),
  );
}
