import { App } from '@slack/bolt';
import { messageOf, UserError } from '../../../src/errors.ts';
import { SECOND_MS } from '../../../src/time.ts';
import { clientOptions, slackFetch } from './api.ts';
import { type CallSettings, registerCalls } from './calls.ts';
import { quietLogger } from './logger.ts';
import { codeOf, failureOf, isUnknownCall } from './outcome.ts';
import type { SlackSettings } from './settings.ts';

/** A running app: Socket Mode, or an HTTP server that Slack calls. */
export interface Connection {
  close(): Promise<void>;
}

/** How long Slack may take to open the connection. */
const START_MS = 30 * SECOND_MS;

/** Connects and starts to take commands. Throws a UserError that names the setting to mend. */
export async function connect(settings: SlackSettings, calls: CallSettings): Promise<Connection> {
  const app = createApp(settings);
  registerCalls(app, calls);
  app.error(async (error) => {
    calls.log.error('slack call failed', { why: messageOf(error) });
  });
  await app.init();
  await checkToken(calls);
  const started = settings.appToken === undefined ? app.start(settings.http?.port ?? 0) : app.start();
  await withinStart(started).catch((thrown) => {
    void app.stop().catch(() => {});
    return settings.appToken === undefined
      ? fail(thrown, 'SLACK_PORT', 'choose a port that is free')
      : fail(
          thrown,
          'SLACK_APP_TOKEN',
          'create an app-level token (xapp-…) with connections:write under Basic Information',
        );
  });
  return {
    close: async () => {
      await app.stop();
    },
  };
}

/** Asked here and not by Bolt, which asks again and again where the answer lacks the bot's id. */
async function checkToken({ api, log }: CallSettings): Promise<void> {
  try {
    await api.call('auth.test', {});
  } catch (thrown) {
    if (!isUnknownCall(thrown)) {
      fail(thrown, 'SLACK_BOT_TOKEN', 'copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions');
    }
    log.warn('slack does not say whether SLACK_BOT_TOKEN is good', { why: failureOf(thrown).why });
  }
}

function createApp(settings: SlackSettings): App {
  const common = {
    authorize: async () => ({ botToken: settings.botToken }),
    logger: quietLogger(settings.log),
    clientOptions: { ...clientOptions(settings), fetch: patientFetch(settings) },
    deferInitialization: true,
    convoStore: false,
  } as const;
  if (settings.appToken !== undefined) return new App({ ...common, appToken: settings.appToken, socketMode: true });
  if (settings.http === undefined) {
    throw new UserError('Slack has a bot token, but no way to hear commands', {
      hint: 'Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET and SLACK_PORT for HTTP mode.',
    });
  }
  return new App({ ...common, signingSecret: settings.http.signingSecret });
}

/**
 * The socket's client gives up for good, and ends the process by an unhandled rejection, where it cannot reach Slack while it
 * reconnects. An answer of our own that it does not know makes it wait and try again instead.
 */
function patientFetch(settings: SlackSettings): typeof globalThis.fetch {
  return async (input, init) => {
    if (!String(input).endsWith('/apps.connections.open')) return await slackFetch(input, init);
    try {
      const answer = await slackFetch(input, init);
      if (answer.ok) return answer;
      return Response.json({ ok: false, error: `answered_${answer.status}` });
    } catch (thrown) {
      settings.log.warn('slack cannot be reached, trying again', { why: messageOf(thrown) });
      return Response.json({ ok: false, error: 'unreachable' });
    }
  };
}

async function withinStart(started: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no connection within ${START_MS / SECOND_MS} s`)), START_MS);
  });
  await Promise.race([started, late]).finally(() => clearTimeout(timer));
}

/** What Slack answers to a token that it does not take. */
const REFUSED_TOKENS = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'not_allowed_token_type',
  'missing_scope',
]);

function fail(thrown: unknown, setting: string, hint: string): never {
  const code = codeOf(thrown);
  const message =
    code !== undefined && REFUSED_TOKENS.has(code)
      ? `Slack refuses ${setting} (${code})`
      : `Slack cannot be started: ${failureOf(thrown).why}`;
  throw new UserError(message, {
    hint:
      code === undefined && setting !== 'SLACK_PORT'
        ? 'Check the connection and SLACK_API_URL.'
        : `To mend it, ${hint}.`,
    cause: thrown,
  });
}
