import { Client, Events, GatewayIntentBits, Routes } from 'discord.js';
import { messageOf, UserError } from '../../../src/errors.ts';
import { SECOND_MS } from '../../../src/time.ts';
import { type DiscordApi, interfaceOf } from './api.ts';
import { declarationOf } from './commands.ts';
import { failureOf, isUnknownCall } from './outcome.ts';
import { type Calls, offer, reply } from './replies.ts';
import type { DiscordSettings } from './settings.ts';

export interface Connection {
  close(): Promise<void>;
}

/** How long Discord may take to open the gateway. */
const START_MS = 30 * SECOND_MS;

/** Opens the gateway and registers the command. Throws a UserError that names the setting to mend. */
export async function connect(settings: DiscordSettings, calls: Calls): Promise<Connection> {
  const client = new Client({
    // Servers alone: neither messages nor members are read.
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: interfaceOf(settings.apiUrl),
  });
  const seen = new Set<string>();
  client.on(Events.InteractionCreate, (interaction) => {
    if (!isNew(seen, interaction.id)) return;
    void calls.track(
      interaction.isAutocomplete() ? offer(interaction, settings, calls) : reply(interaction, settings, calls),
    );
  });
  client.on(Events.Error, (error) => settings.log.warn('discord client', { why: messageOf(error) }));
  client.on(Events.ShardDisconnect, ({ code }) =>
    settings.log.error('discord gateway closed for good', { why: closeWords(code) }),
  );
  client.on(Events.Invalidated, () => settings.log.error('discord session invalidated', { why: 'restart the bot' }));
  try {
    await opened(client, settings.botToken);
    await register(client, settings, calls.api);
  } catch (thrown) {
    await client.destroy().catch(() => {});
    throw startFault(thrown);
  }
  return { close: () => client.destroy() };
}

async function register(
  client: Client,
  { guildId, applicationId, commands, log }: DiscordSettings,
  api: DiscordApi,
): Promise<void> {
  const application = applicationId ?? client.application?.id ?? client.user?.id ?? '';
  const route =
    guildId === undefined
      ? Routes.applicationCommands(application)
      : Routes.applicationGuildCommands(application, guildId);
  try {
    await api.send('PUT', route, [declarationOf(commands)]);
  } catch (thrown) {
    const { kind, why } = failureOf(thrown);
    if ((kind === 'refused' || kind === 'closed') && !isUnknownCall(thrown)) throw thrown;
    // A command that was registered once stays so: what is said can still be said.
    log.warn('discord commands not registered anew', { why });
  }
}

async function opened(client: Client, token: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no connection within ${START_MS / SECOND_MS} s`)), START_MS);
  });
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve());
  });
  const open = Promise.all([client.login(token), ready]);
  await Promise.race([open, late]).finally(() => clearTimeout(timer));
}

/** Discord sends an interaction once, but a resumed gateway replays. */
const INTERACTIONS_REMEMBERED = 1_000;

function isNew(seen: Set<string>, id: string): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  for (const oldest of seen) {
    if (seen.size <= INTERACTIONS_REMEMBERED) break;
    seen.delete(oldest);
  }
  return true;
}

function closeWords(code: number): string {
  if (code === 4004) return 'DISCORD_BOT_TOKEN is refused';
  if (code === 4013 || code === 4014) return 'the intents are not allowed';
  return `close code ${code}`;
}

function startFault(thrown: unknown): UserError {
  const text = messageOf(thrown);
  const code: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'code') : undefined;
  if (code === 'TokenInvalid' || code === 4004) {
    return new UserError('Discord refuses DISCORD_BOT_TOKEN', {
      hint: 'Reset the token in the Developer Portal under Bot, and set it anew.',
      cause: thrown,
    });
  }
  if (/disallowed intents|invalid intents/i.test(text)) {
    return new UserError('Discord does not allow the intents that the bot asks for', {
      hint: 'Storywatch needs the Guilds intent alone: check the application under Bot in the Developer Portal.',
      cause: thrown,
    });
  }
  if (code === 50001) {
    return new UserError('Discord does not let the bot register its commands on this server', {
      hint: 'Invite it with the scopes bot and applications.commands, and check DISCORD_GUILD_ID and DISCORD_APPLICATION_ID.',
      cause: thrown,
    });
  }
  return new UserError(`Discord cannot be started: ${failureOf(thrown).why}`, {
    hint: 'Check the connection, DISCORD_APPLICATION_ID and DISCORD_API_URL.',
    cause: thrown,
  });
}
