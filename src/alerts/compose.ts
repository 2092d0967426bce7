import type { Development, Placement } from '../developments/development.ts';
import type { AlertId } from '../ids.ts';
import type { Coverage } from '../relevance/coverage.ts';
import type { ChannelRef, Story } from '../story/story.ts';
import type { Summary } from '../summary/summary.ts';
import type { Instant } from '../time.ts';
import type { Alert, Place } from './alert.ts';
import { amendId, replyId, rootId } from './ids.ts';
import { amendedRootMessage, recountedRootMessage, replyMessage, rootMessage } from './message.ts';
import { type AlertPolicy, type Stance, welcomeFrom } from './policy.ts';

/** What is known beside the news itself when alerts are made of it. */
export interface AlertContext {
  readonly now: Instant;
  readonly summary: Summary;
  /** Why it concerns the whole channel, in a few words: see materialOf. */
  readonly material?: string | undefined;
  readonly policy: AlertPolicy;
  /** How many root messages and replies were queued for the target within the last hour. */
  readonly queuedLastHour: (target: ChannelRef) => number;
  /** The root with this id, with the message that it shows now, amendments included; undefined where none was ever queued. */
  readonly rootOf: (id: AlertId) => Alert | undefined;
  /** What people said of the development at the target; nobody said anything where it is left out. */
  readonly stanceOn?: (target: ChannelRef, development: Development) => Stance;
  /** IANA name: the zone in which dates are written. */
  readonly timeZone: string;
}

/**
 * The alerts that one item's coverage gives rise to, for every destination of the story.
 * What a destination hears first of a development is its root; new facts then get a reply in its thread and an amended root.
 * A repeat amends the count of sources where there is a root, whatever the hourly cap. Unsure and unrelated items,
 * and what goes beyond the cap, are left to the digest: the list is empty then.
 */
export function alertsFor(news: Coverage, story: Story, context: AlertContext): readonly Alert[] {
  const { placement, verdict } = news;
  if (verdict.kind !== 'follow-up' || placement === undefined) return [];
  return story.channels.flatMap((target) => {
    const root = context.rootOf(rootId(target, placement.development.id));
    if (placement.kind === 'repeats') return root === undefined ? [] : [recount(root, news, placement, context)];
    if (!isTold(target, placement.development, context)) return [];
    return root === undefined
      ? [opening(target, news, placement, story, context)]
      : continuation(root, news, placement, story, context);
  });
}

/** What is important is told beyond the hourly cap; what is known or muted is left to the digest. */
function isTold(target: ChannelRef, development: Development, context: AlertContext): boolean {
  const stance = context.stanceOn?.(target, development) ?? 'usual';
  if (stance !== 'usual') return stance === 'important';
  return context.queuedLastHour(target) < context.policy.perHour;
}

function opening(target: ChannelRef, news: Coverage, placement: Placement, story: Story, context: AlertContext): Alert {
  const { development } = placement;
  const message = rootMessage(news, placement, story, context);
  return alertOf(rootId(target, development.id), target, { kind: 'root' }, message, development, context);
}

function continuation(
  { id: root, target, message: shown }: Alert,
  news: Coverage,
  placement: Placement,
  story: Story,
  context: AlertContext,
): readonly Alert[] {
  const { development } = placement;
  const reply = replyMessage(news, placement, context);
  const amended = amendedRootMessage(shown, news, placement, story, context);
  const ids = [target, development.id, news.item.id] as const;
  return [
    alertOf(replyId(...ids), target, { kind: 'reply', root }, reply, development, context),
    alertOf(amendId(...ids), target, { kind: 'amend', root }, amended, development, context),
  ];
}

function recount(
  { id: root, target, message: shown }: Alert,
  { item }: Coverage,
  placement: Placement,
  context: AlertContext,
): Alert {
  const { development } = placement;
  const message = recountedRootMessage(shown, placement, context);
  const id = amendId(target, development.id, item.id);
  return alertOf(id, target, { kind: 'amend', root }, message, development, context);
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
