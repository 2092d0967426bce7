import { digestId } from '../alerts/ids.ts';
import { composeDigest, digestAlert } from '../digest/compose.ts';
import { type DigestPeriod, type DigestSchedule, dueDigest } from '../digest/week.ts';
import { importantOf, isSamePlace } from '../feedback/feedback.ts';
import type { Message } from '../message/message.ts';
import type { Ports, Store } from '../ports.ts';
import type { ChannelRef, Story } from '../story/story.ts';

/**
 * Queues the digests whose period has ended and that are not queued yet; says how many.
 * After a long pause only the latest period of each destination is made up for.
 */
export async function sendDigests(
  { store, clock, log }: Pick<Ports, 'store' | 'clock' | 'log'>,
  schedules: readonly DigestSchedule[],
): Promise<number> {
  const now = clock.now();
  let queued = 0;
  for (const schedule of schedules) {
    const { target } = schedule;
    const period = dueDigest(schedule, now);
    if ((await store.outbox.find(digestId(target, period.id))) !== undefined) continue;
    const stories = storiesFor(target, await store.stories.all());
    // Before the first story was taken up there is no week to speak of.
    if (!stories.some(({ since }) => since < period.to)) continue;
    const message = await compose(store, stories, period, schedule.timeZone);
    await store.outbox.add([digestAlert(target, period, message, now)]);
    log.info('digest queued', { platform: target.platform, channel: target.channel, period: period.id });
    queued += 1;
  }
  return queued;
}

/**
 * What the next digest of a destination would say by now, of one story or of all that it hears of: since its last digest,
 * or since Monday where it gets none.
 */
export async function digestSoFar(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  schedules: readonly DigestSchedule[],
  {
    target,
    story,
    timeZone,
  }: { readonly target: ChannelRef; readonly story: Story | undefined; readonly timeZone: string },
): Promise<Message> {
  const now = clock.now();
  const own = schedules.find((schedule) => isSamePlace(schedule.target, target));
  const schedule = own ?? { target, day: 'monday', time: '00:00', timeZone };
  const { to: from } = dueDigest(schedule, now);
  const stories = story === undefined ? storiesFor(target, await store.stories.all()) : [story];
  return await compose(store, stories, { from, to: now }, schedule.timeZone, 'This week so far');
}

/** The digest of any period, as it would be sent. */
export async function compose(
  store: Store,
  stories: readonly Story[],
  { from, to }: Pick<DigestPeriod, 'from' | 'to'>,
  timeZone: string,
  name = 'Weekly digest',
): Promise<Message> {
  return composeDigest({
    name,
    from,
    to,
    timeZone,
    counts: await store.coverage.counts(from, to),
    feeds: await store.feeds.all(),
    stories: await Promise.all(
      stories.map(async (story) => ({
        story,
        developments: await store.coverage.developments(story.id, from),
        coverage: await store.coverage.between(story.id, from, to),
        important: importantOf(await store.feedback.inForce(story.id, to)),
      })),
    ),
  });
}

/** The stories that alert there; a destination for digests alone hears of all. */
export function storiesFor(target: ChannelRef, stories: readonly Story[]): readonly Story[] {
  const own = stories.filter(({ channels }) =>
    channels.some(({ platform, channel }) => platform === target.platform && channel === target.channel),
  );
  return own.length > 0 ? own : stories;
}
