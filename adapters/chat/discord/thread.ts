import { Routes } from 'discord.js';
import { z } from 'zod';
import { cleanTitle, cut } from '../../../src/message/clean.ts';
import type { Log } from '../../../src/ports.ts';
import { HOUR_MS } from '../../../src/time.ts';
import { type DiscordApi, MessageAnswer } from './api.ts';
import { DISCORD } from './limits.ts';
import { CODES, codeOf, failureOf, isNoChannel, isRefusal, isUnknownCall } from './outcome.ts';

/** Why a reply cannot stand in a thread, in plain words. */
export interface NoThread {
  readonly why: string;
  /** It holds for the whole channel, until somebody mends it. */
  readonly isLasting: boolean;
}

/** Channels in which replies answer their root, since the bot may not use threads there. */
export interface Threadless {
  /** Whether that was found out within the last hour. */
  has(channel: string): boolean;
  /** Remembers it. True where it is news, which is logged. */
  add(channel: string, why: string): boolean;
}

/** After it a thread is tried again: the right may have been given. */
const REMEMBERED_MS = HOUR_MS;

export function createThreadless(log: Log, now: () => number = Date.now): Threadless {
  const until = new Map<string, number>();
  return {
    has: (channel) => (until.get(channel) ?? 0) > now(),
    add(channel, why) {
      const isNews = !until.has(channel);
      until.set(channel, now() + REMEMBERED_MS);
      if (isNews) log.warn('discord threads cannot be used: replies go into the channel', { channel, why });
      return isNews;
    },
  };
}

/**
 * Does what posts into a root's thread, which has the root's own id and is opened by the first reply.
 * Says why where there can be no thread; throws what else the calls throw.
 */
export async function inThread<T>(
  { channel, root }: { readonly channel: string; readonly root: string },
  api: DiscordApi,
  post: (thread: string) => Promise<T>,
): Promise<T | NoThread> {
  let lacking = 'Send Messages in Threads';
  try {
    try {
      return await post(root);
    } catch (thrown) {
      if (!isNoChannel(thrown)) throw thrown;
    }
    lacking = 'Create Public Threads';
    const thread = await openThread(channel, root, api);
    lacking = 'Send Messages in Threads';
    return await post(thread);
  } catch (thrown) {
    return noThread(thrown, lacking);
  }
}

export function isNoThread<T extends object>(answered: T | NoThread): answered is NoThread {
  return 'isLasting' in answered;
}

function noThread(thrown: unknown, lacking: string): NoThread {
  switch (codeOf(thrown)) {
    case CODES.missingPermissions:
    case CODES.missingAccess:
      return { why: `the bot lacks ${lacking}`, isLasting: true };
    case CODES.noThreadsHere:
      return { why: 'the channel takes no threads', isLasting: true };
    case CODES.threadLocked:
    case CODES.threadArchived:
      return { why: 'the thread is closed', isLasting: false };
    case CODES.tooManyThreads:
      return { why: 'the server has as many threads as it may', isLasting: false };
    default:
      if (!isNoChannel(thrown) && !isUnknownCall(thrown)) throw thrown;
      return { why: `there is no thread: ${failureOf(thrown).why}`, isLasting: isUnknownCall(thrown) };
  }
}

const Root = z.object({ embeds: MessageAnswer.shape.embeds, thread: z.object({ id: z.string() }).nullish() });
const Thread = z.object({ id: z.string().min(1) });
/** A week, the longest that Discord offers: then the thread folds away, and a new reply opens it again. */
const ARCHIVE_AFTER_MINUTES = 10_080;

async function openThread(channel: string, message: string, api: DiscordApi): Promise<string> {
  const { embeds, thread } = await rootOf(channel, message, api);
  if (thread != null) return thread.id;
  const title = cleanTitle((embeds[0]?.title ?? 'Further coverage').replace(/\\(?=[^0-9A-Za-z\s])/g, ''));
  try {
    const opened = await api.send('POST', Routes.threads(channel, message), {
      name: cut(title, DISCORD.threadName),
      auto_archive_duration: ARCHIVE_AFTER_MINUTES,
    });
    return Thread.safeParse(opened).data?.id ?? message;
  } catch (thrown) {
    if (codeOf(thrown) !== CODES.threadExists) throw thrown;
    return message;
  }
}

/** The root as it is shown; without the right to read it, its thread is opened all the same. */
async function rootOf(channel: string, message: string, api: DiscordApi): Promise<z.infer<typeof Root>> {
  try {
    return Root.parse(await api.get(Routes.channelMessage(channel, message)));
  } catch (thrown) {
    if (codeOf(thrown) === CODES.unknownMessage || !isRefusal(thrown)) throw thrown;
    return { embeds: [] };
  }
}

/** The thread below a message where it has another id than the message: other servers than Discord's may give it one. */
export async function otherThread(channel: string, message: string, api: DiscordApi): Promise<string | undefined> {
  const { thread } = await rootOf(channel, message, api);
  return thread == null || thread.id === message ? undefined : thread.id;
}
