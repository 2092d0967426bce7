import type { Posted } from '../../../src/alerts/alert.ts';
import type { ChatAdapter } from '../../../src/ports.ts';
import { createUnderway } from '../../../src/underway.ts';
import { createApi } from './api.ts';
import { type Connection, connect } from './connect.ts';
import { postToSlack } from './post.ts';
import type { SlackSettings } from './settings.ts';

/**
 * Slack, by Bolt. Posts from the first moment on; commands and buttons work once it is started.
 * A receipt is the message's timestamp, which is also its thread's.
 */
export function createSlack(settings: SlackSettings): ChatAdapter {
  const api = createApi(settings);
  const { track, settled } = createUnderway();
  let connection: Connection | undefined;
  return {
    platform: 'slack',
    start: async (answer, dialogue) => {
      connection = await connect(settings, {
        api,
        log: settings.log,
        rasterise: settings.rasterise,
        timeZone: settings.timeZone,
        answer,
        dialogue,
        track,
      });
    },
    post: (outgoing): Promise<Posted> => track(postToSlack(outgoing, { ...settings, api })),
    stop: async () => {
      await connection?.close();
      connection = undefined;
      await settled();
    },
  };
}
