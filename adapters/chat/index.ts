import { UserError } from '../../src/errors.ts';
import type { ChatAdapter } from '../../src/ports.ts';
import { type ConsoleSettings, createConsole } from './console.ts';
import type { DiscordSettings } from './discord/settings.ts';
import type { MailSettings } from './mail/settings.ts';
import type { SlackSettings } from './slack/settings.ts';
import { createTeams, type TeamsSettings } from './teams.ts';
import { createWebhook, type WebhookSettings } from './webhook.ts';

export type { ConsoleSettings } from './console.ts';
export type { DiscordSettings } from './discord/settings.ts';
export type { MailSettings } from './mail/settings.ts';
export type { SlackSettings } from './slack/settings.ts';
export { renderConsole } from './console-text.ts';
export { terminalOf } from './terminal.ts';
export type { TeamsSettings } from './teams.ts';
export type { WebhookSettings } from './webhook.ts';

/** The settings of each platform; one that is undefined has no token. */
export interface ChatSettings {
  readonly console: ConsoleSettings;
  readonly webhook: WebhookSettings;
  readonly teams: TeamsSettings;
  readonly slack: SlackSettings | undefined;
  readonly discord: DiscordSettings | undefined;
  readonly mail: MailSettings | undefined;
}

/** Makes the adapter of a platform. Throws a UserError for a platform that is unknown or lacks its token. */
export function createChat(platform: string, settings: ChatSettings): ChatAdapter {
  const create = PLATFORMS.get(platform);
  if (create === undefined) {
    throw new UserError(`there is no chat platform "${platform}"`, {
      hint: `Use one of ${platforms.join(', ')}, as in console or slack:C0123456789.`,
    });
  }
  return create(settings);
}

type Create = (settings: ChatSettings) => ChatAdapter;

/** A new platform goes here. Large libraries are loaded when they are first used. */
const PLATFORMS: ReadonlyMap<string, Create> = new Map<string, Create>([
  ['console', (settings) => createConsole(settings.console)],
  ['webhook', (settings) => createWebhook(settings.webhook)],
  ['teams', (settings) => createTeams(settings.teams)],
  [
    'slack',
    ({ slack }) => {
      if (slack === undefined) throw missing('slack', 'SLACK_BOT_TOKEN', 'docs/SLACK.md');
      return whenUsed('slack', async () => (await import('./slack/index.ts')).createSlack(slack));
    },
  ],
  [
    'discord',
    ({ discord }) => {
      if (discord === undefined) throw missing('discord', 'DISCORD_BOT_TOKEN', 'docs/DISCORD.md');
      return whenUsed('discord', async () => (await import('./discord/index.ts')).createDiscord(discord));
    },
  ],
  [
    'mail',
    ({ mail }) => {
      if (mail === undefined) throw missing('mail', 'SMTP_URL', 'config/example.yaml');
      return whenUsed('mail', async () => (await import('./mail/index.ts')).createMail(mail));
    },
  ],
]);

/** The platforms that there are, in the order in which they are shown. */
export const platforms: readonly string[] = [...PLATFORMS.keys()];

function missing(platform: string, token: string, page: string): UserError {
  return new UserError(`${platform} is a destination, but ${token} is not set`, {
    hint: `Set ${token}, or ${token}_FILE to a file that holds it; ${page} says more.`,
  });
}

function whenUsed(platform: string, load: () => Promise<ChatAdapter>): ChatAdapter {
  let loaded: Promise<ChatAdapter> | undefined;
  const adapter = (): Promise<ChatAdapter> => {
    loaded ??= load();
    return loaded;
  };
  return {
    platform,
    start: async (answer, dialogue) => (await adapter()).start(answer, dialogue),
    post: async (outgoing) => (await adapter()).post(outgoing),
    stop: async () => (await loaded)?.stop(),
  };
}
