import type { Posted } from '../../../src/alerts/alert.ts';
import type { ChatAdapter } from '../../../src/ports.ts';
import { createUnderway } from '../../../src/underway.ts';
import { createApi } from './api.ts';
import { type Connection, connect } from './connect.ts';
import { postToDiscord } from './post.ts';
import type { DiscordSettings } from './settings.ts';
import { createThreadless } from './thread.ts';

/**
 * Discord, by discord.js. Posts from the first moment on; commands and buttons work once it is started.
 * A receipt is the message's id, which is also its thread's, and the mark in its footer.
 */
export function createDiscord(settings: DiscordSettings): ChatAdapter {
  const api = createApi(settings);
  const threadless = createThreadless(settings.log);
  const { track, settled } = createUnderway();
  let connection: Connection | undefined;
  return {
    platform: 'discord',
    start: async (answer, dialogue) => {
      connection = await connect(settings, { api, answer, dialogue, track });
    },
    post: (outgoing): Promise<Posted> => track(postToDiscord(outgoing, { ...settings, api, threadless })),
    stop: async () => {
      await connection?.close();
      connection = undefined;
      await settled();
    },
  };
}
