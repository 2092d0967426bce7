import type { Development, Placement } from '../developments/development.ts';
import type { AlertId } from '../ids.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { ChannelRef, Story } from '../story/story.ts';
import type { Summary } from '../summary/summary.ts';
import type { Instant } from '../time.ts';
import type { Alert, Place } from './alert.ts';
import { amendId, replyId, rootId } from './ids.ts';
import { amendedRootMessage, replyMessage, rootMessage } from './message.ts';
import { type AlertPolicy, type Stance, welcomeFrom } from './policy.ts';

/** What is known beside the news itself when alerts are made of it. */
export interface AlertContext {
  readonly now: Instant;
  readonly summary: Summary;
  readonly policy: AlertPolicy;
  /** How many root messages and replies were queued for the target within the last hour. */
  readonly queuedLastHour: (target: ChannelRef) => number;
  /** Whether a root message with this id was ever queued. */
  readonly hasRoot: (id: AlertId) => boolean;
  /** What people said of the development at the target; nobody said anything where it is left out. */
  readonly stanceOn?: (target: ChannelRef, development: Development) => Stance;
  /** IANA name: the zone in which dates are written. */
  readonly timeZone: string;
}

/**
 * The alerts that one item's coverage gives rise to, for every destination of the story.
 * A new development, or one without a root message yet, gets a root; new facts get a reply in its thread and an amended root.
 * Repeats, unsure and unrelated items, and what goes beyond the hourly cap, are left to the digest: the list is empty then.
 */
export function alertsFor(news: Coverage, story: Story, context: AlertContext): readonly Alert[] {
  const { placement, verdict } = news;
  if (verdict.kind !== 'follow-up' || placement === undefined || placement.kind === 'repeats') return [];
  return story.channels
    .filter((target) => isTold(target, placement.development, context))
    .flatMap((target) => alertsAt(target, news, placement, story, context));
}

/** What is important is told beyond the hourly cap; what is known or muted is left to the digest. */
function isTold(target: ChannelRef, development: Development, context: AlertContext): boolean {
  const stance = context.stanceOn?.(target, development) ?? 'usual';
  if (stance !== 'usual') return stance === 'important';
  return context.queuedLastHour(target) < context.policy.perHour;
}

function alertsAt(
  target: ChannelRef,
  news: Coverage,
  placement: Placement,
  story: Story,
  context: AlertContext,
): readonly Alert[] {
  const { development } = placement;
  const root = rootId(target, development.id);
  const make = (id: AlertId, place: Place, message: Alert['message']): Alert =>
    alertOf(id, target, place, message, development, context);
  if (placement.kind === 'opens' || !context.hasRoot(root)) {
    return [make(root, { kind: 'root' }, rootMessage(news, placement, story, context))];
  }
  const { item } = news;
  return [
    make(replyId(target, development.id, item.id), { kind: 'reply', root }, replyMessage(news, placement, context)),
    make(
      amendId(target, development.id, item.id),
      { kind: 'amend', root },
      amendedRootMessage(news, placement, story, context),
    ),
  ];
}

function alertOf(
  id: AlertId,
  target: ChannelRef,
  place: Place,
  message: Alert['message'],
  development: Development,
  { now, policy }: AlertContext,
): Alert {
  return {
    id,
    target,
    message,
    place,
    story: development.story,
    development: development.id,
    createdAt: now,
    delivery: {
      state: 'pending',
      attempts: 0,
      notBefore: welcomeFrom(now, policy),
      uncertainSince: undefined,
      why: undefined,
    },
  };
}
