import type { ChatAdapter } from '../../../src/ports.ts';
import { outgoingOf } from '../../contract/outgoing.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { PNG } from './settings.ts';

/** A bot that posts one message and ends: `post-once.ts PLATFORM URL CHANNEL KEY [UNCERTAIN_SINCE]`. Tests kill it on the way. */
const [platform, apiUrl = '', channel = '', key = '', since] = process.argv.slice(2);
const shared = { apiUrl, rasterise: () => PNG, log: createFakeLog(), timeZone: 'UTC' };

const adapter = platform === 'slack' ? await slack() : await discord();
const uncertainSince = since === undefined ? undefined : Number(since);
const posted = await adapter.post(outgoingOf({ key, channel, uncertainSince }));
process.stdout.write(posted.kind);
await adapter.stop();

async function slack(): Promise<ChatAdapter> {
  const { createSlack } = await import('../../../adapters/chat/slack/index.ts');
  return createSlack({ ...shared, botToken: 'xoxb-test', appToken: undefined, http: undefined });
}

async function discord(): Promise<ChatAdapter> {
  const { createDiscord } = await import('../../../adapters/chat/discord/index.ts');
  const ids = { applicationId: undefined, guildId: undefined, commands: [] };
  return createDiscord({ ...shared, ...ids, botToken: 'discord-test-token' });
}
