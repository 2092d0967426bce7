import { createChat, type ChatSettings } from '../../adapters/chat/index.ts';
import { createGuardedFetch } from '../../adapters/feeds/guarded-fetch.ts';
import { rasterise } from '../../adapters/pictures/rasterise.ts';
import type { Config } from '../../config/schema.ts';
import { commands } from '../commands/index.ts';
import type { CommandCall } from '../commands/command.ts';
import { UserError } from '../errors.ts';
import type { Message } from '../message/message.ts';
import type { ChatAdapter, Dialogue, Log } from '../ports.ts';
import type { Surroundings } from '../main.ts';

/** How long a platform may take to answer before the outcome counts as uncertain. */
const ANSWER_MS = 10_000;

export interface Chats {
  readonly byPlatform: ReadonlyMap<string, ChatAdapter>;
  close(): Promise<void>;
}

/** Makes an adapter for each platform that a destination names, and for those whose token is set: they take commands. */
export function createChats(config: Config, around: Surroundings): Chats {
  const guarded = createGuardedFetch(config.network);
  const settings = chatSettings(config, around, guarded.fetch);
  const platforms = new Set([
    ...config.stories.flatMap(({ channels }) => channels.map(({ platform }) => platform)),
    ...config.digests.map(({ target }) => target.platform),
    ...(settings.slack === undefined ? [] : ['slack']),
    ...(settings.discord === undefined ? [] : ['discord']),
  ]);
  return {
    byPlatform: new Map([...platforms].map((platform) => [platform, createChat(platform, settings)])),
    close: () => guarded.close(),
  };
}

/** Connects every platform. One that refuses is said in plain words and stops nothing else. Names those that take commands. */
export async function startChats(
  chats: ReadonlyMap<string, ChatAdapter>,
  answer: (call: CommandCall) => Promise<Message>,
  dialogue: Dialogue,
  log: Log,
): Promise<readonly string[]> {
  const connected = await Promise.all(
    [...chats].map(async ([platform, chat]) => {
      try {
        await chat.start(answer, dialogue);
        return [platform];
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        log.error(`${platform} is not connected`, { why: thrown.message, hint: thrown.hint });
        return [];
      }
    }),
  );
  return connected.flat();
}

function chatSettings(
  { chats, timeZone, graceMs }: Config,
  { clock, log, terminal }: Surroundings,
  fetch: ChatSettings['webhook']['fetch'],
): ChatSettings {
  const { slack, discord, mail, webhookSecret } = chats;
  const shared = { rasterise, log, timeZone, timeoutMs: Math.min(ANSWER_MS, graceMs) };
  return {
    console: { ...terminal, timeZone },
    webhook: { secret: webhookSecret?.reveal(), fetch, clock, timeZone },
    teams: { fetch, clock, timeZone },
    slack:
      slack === undefined
        ? undefined
        : {
            ...shared,
            botToken: slack.botToken.reveal(),
            appToken: slack.appToken?.reveal(),
            http:
              slack.signingSecret === undefined || slack.port === undefined
                ? undefined
                : { signingSecret: slack.signingSecret.reveal(), port: slack.port },
            apiUrl: slack.apiUrl,
          },
    discord:
      discord === undefined
        ? undefined
        : {
            ...shared,
            botToken: discord.botToken.reveal(),
            applicationId: discord.applicationId,
            guildId: discord.guildId,
            apiUrl: discord.apiUrl,
            commands,
          },
    mail: mail === undefined ? undefined : { ...shared, url: mail.url.reveal(), from: mail.from },
  };
}
