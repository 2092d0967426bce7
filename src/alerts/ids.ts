import { type AlertId, type DevelopmentId, type FeedbackId, id, type ItemId } from '../ids.ts';
import type { ChannelRef } from '../story/story.ts';
import type { Instant } from '../time.ts';

/** The id of a development's root message at a destination: one each, however often it is made. */
export function rootId(target: ChannelRef, development: DevelopmentId): AlertId {
  return id(`root-${keyOf(target, development)}`);
}

/** The id of the reply that an item adds to its development's thread. */
export function replyId(target: ChannelRef, development: DevelopmentId, item: ItemId): AlertId {
  return id(`reply-${keyOf(target, development, item)}`);
}

/** The id of the amendment that an item makes to its development's root message. */
export function amendId(target: ChannelRef, development: DevelopmentId, item: ItemId): AlertId {
  return id(`amend-${keyOf(target, development, item)}`);
}

/** The id of a destination's digest for one period, such as `2026-W08`. */
export function digestId(target: ChannelRef, period: string): AlertId {
  return id(`digest-${keyOf(target, period)}`);
}

/** The id of the message by which somebody shares an answer, named by its row of the audit log. */
export function shareId(target: ChannelRef, shared: FeedbackId): AlertId {
  return id(`share-${keyOf(target, shared)}`);
}

/** The id of the message that says what was not posted while a destination was stopped. */
export function resumeId(target: ChannelRef, since: Instant): AlertId {
  return id(`resume-${keyOf(target, String(since))}`);
}

/**
 * Folds a destination and the rest into 32 hexadecimal digits.
 * A channel may be a secret address and ids are shown to platforms: so a digest of it, not the text itself.
 * FNV-1a, 128 bits (Fowler, Noll, Vo): not proof against an enemy, who has no say in these ids.
 */
function keyOf(target: ChannelRef, ...rest: readonly string[]): string {
  const text = [target.platform, target.channel, ...rest].map((part) => `${part.length}:${part}`).join('');
  let hash = 0x6c62272e07bb014262b821756295c58dn;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    for (const byte of [unit & 0xff, unit >> 8]) {
      hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * 0x1000000000000000000013bn);
    }
  }
  return hash.toString(16).padStart(32, '0');
}
