import { hostOf } from '../message/clean.ts';
import type { ChannelRef } from './story.ts';

/** A destination in words; of an address its host alone, for the rest of it may be a secret. */
export function destinationText({ platform, channel }: ChannelRef): string {
  const shown = /^https?:/i.test(channel) ? hostOf(channel) : channel;
  return shown === '' || shown === platform ? platform : `${platform}:${shown}`;
}
