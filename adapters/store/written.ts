import { z } from 'zod';
import type { Skips } from '../../src/feeds/feed.ts';
import { id } from '../../src/ids.ts';
import type { Message } from '../../src/message/message.ts';
import type { Reason } from '../../src/relevance/verdict.ts';
import type { ChannelRef, Profile } from '../../src/story/story.ts';

/** What the JSON columns hold. A value that may be undefined is written as null, so that it comes back as a key. */
function maybe<T>(schema: z.ZodType<T>) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const WrittenProfile = z.object({
  title: z.string(),
  lang: z.string(),
  published: maybe(z.number()),
  url: maybe(z.string()),
  actors: z.array(
    z.object({
      name: z.string(),
      aliases: z.array(z.string()),
      role: maybe(z.string()),
      ambiguous: z.boolean(),
      weight: z.number(),
    }),
  ),
  terms: z.array(z.object({ phrase: z.string(), concept: maybe(z.string()), weight: z.number() })),
  places: z.array(z.object({ id: z.string(), weight: z.number() })),
  strands: z.array(
    z.object({
      id: z.string().transform((text) => id<'strand'>(text)),
      title: z.string(),
      actors: z.array(z.string()),
      terms: z.array(z.string()),
      places: z.array(z.string()),
      weight: z.number(),
    }),
  ),
  exclude: z.array(z.string()),
  threshold: maybe(z.number()),
  translated: z.array(z.object({ lang: z.string(), phrase: z.string(), of: z.string() })).exactOptional(),
});

const WrittenChannels = z.array(z.object({ platform: z.string(), channel: z.string() }));
const WrittenReasons = z.array(z.object({ signal: z.string(), contribution: z.number(), evidence: z.string() }));
const WrittenKeys = z.array(z.string());
const WrittenSkips = z.object({ hours: z.array(z.number()), days: z.array(z.number()) });

const WrittenSpan = z.union([
  z.string(),
  z.object({ bold: z.string() }),
  z.object({ quote: z.string() }),
  z.object({ link: z.string(), text: z.string() }),
  z.object({ time: z.number(), show: z.enum(['date', 'time']) }),
]);
const WrittenSpans = z.array(WrittenSpan);

const WrittenBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paragraph'), spans: WrittenSpans }),
  z.object({ type: z.literal('heading'), text: z.string() }),
  z.object({ type: z.literal('list'), items: z.array(WrittenSpans) }),
  z.object({ type: z.literal('fields'), fields: z.array(z.object({ name: z.string(), value: WrittenSpans })) }),
  z.object({ type: z.literal('context'), spans: WrittenSpans }),
  z.object({ type: z.literal('picture'), svg: z.string(), alt: z.string() }),
  z.object({
    type: z.literal('buttons'),
    buttons: z.array(z.object({ label: z.string(), action: z.string(), value: z.string() })),
  }),
]);

const WrittenMessage = z.object({
  tone: z.enum(['alert', 'digest', 'reply', 'problem']),
  title: z.string(),
  link: z.string().exactOptional(),
  importance: z.enum(['high', 'normal', 'low']).exactOptional(),
  broadcast: z.literal(true).exactOptional(),
  blocks: z.array(WrittenBlock),
  file: z.object({ name: z.string(), mediaType: z.string(), text: z.string() }).exactOptional(),
});

/** JSON in which undefined stands as null, also inside of arrays and objects. */
export function written(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (inner === undefined ? null : inner));
}

/** A message as JSON; its optional keys are simply absent. */
export function writtenMessage(message: Message): string {
  return JSON.stringify(message);
}

export function readProfile(text: string): Profile {
  return WrittenProfile.parse(JSON.parse(text));
}

export function readChannels(text: string): readonly ChannelRef[] {
  return WrittenChannels.parse(JSON.parse(text));
}

export function readReasons(text: string): readonly Reason[] {
  return WrittenReasons.parse(JSON.parse(text));
}

export function readKeys(text: string): readonly string[] {
  return WrittenKeys.parse(JSON.parse(text));
}

export function readSkips(text: string): Skips {
  return WrittenSkips.parse(JSON.parse(text));
}

export function readMessage(text: string): Message {
  return WrittenMessage.parse(JSON.parse(text));
}
