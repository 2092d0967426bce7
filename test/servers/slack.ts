import { randomUUID } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Call, type FakeServer, type Reply, runAlone, serve } from './http.ts';
import { ok, type OtherMaker, refusal, SlackState } from './slack-state.ts';

export interface SlackOptions {
  readonly port?: number;
  /** What the app was given; all that we use by default. */
  readonly scopes?: readonly string[];
  /** The workspace's clock; the machine's by default. */
  readonly now?: () => number;
  /** What another maker's server may do otherwise. */
  readonly other?: OtherMaker;
}

export interface SlackServer extends FakeServer {
  /** What SLACK_API_URL is set to. */
  readonly url: string;
  readonly state: SlackState;
  /** Open sockets. */
  connections(): number;
  /** Somebody types `/story text`; resolves with the answer, or throws where none comes in time. */
  command(
    text: string,
    from?: { readonly channel?: string | undefined; readonly user?: string | undefined },
  ): Promise<Record<string, unknown>>;
  /** Somebody presses a button of a message. */
  press(button: {
    readonly action_id: string;
    readonly value: string;
    readonly user?: string | undefined;
    /** The message is one that the user alone sees. */
    readonly ephemeral?: boolean;
  }): Promise<Record<string, unknown>>;
  /** Somebody sends a modal; resolves with what the acknowledgement says of it. */
  submit(view: string, values: Readonly<Record<string, string>>): Promise<Record<string, unknown>>;
  /** Somebody presses a button in a modal: it is acknowledged, and what is shown in the modal is in `state.views`. */
  pressIn(view: string, button: { readonly action_id: string; readonly value: string }): Promise<void>;
  /** Sends an envelope again, as Slack does where it missed the acknowledgement. */
  repeatLast(): Promise<void>;
  /** Asks each client to connect anew, and closes. */
  refresh(): void;
}

export const BOT_TOKEN = 'xoxb-test';
export const APP_TOKEN = 'xapp-test';
const SCOPES = [
  'chat:write',
  'commands',
  'files:write',
  'channels:history',
  'groups:history',
  'users:read',
  'usergroups:read',
  'im:write',
];
const ANSWER_MS = 5_000;

/** A Slack workspace on the loopback interface: Web API and Socket Mode. */
export async function startSlack({
  port = 0,
  scopes = SCOPES,
  now = Date.now,
  other = {},
}: SlackOptions = {}): Promise<SlackServer> {
  const sockets = new WebSocketServer({ noServer: true });
  const answers = new Map<string, (payload: Record<string, unknown>) => void>();
  const state = new SlackState({ origin: () => fake.origin, scopes: new Set(scopes), now, other });
  const acknowledged = new Map<string, (payload: Record<string, unknown>) => void>();
  let last: object = {};

  const answer = (call: Call): Reply => {
    const [, area = '', name = ''] = call.url.pathname.split('/');
    if (area === 'upload') return state.upload(name, call.body.length);
    if (area === 'response') {
      answers.get(name)?.(JSON.parse(call.body.toString()));
      return answers.delete(name) ? ok({}) : { status: 404, body: { ok: false, error: 'used_url' } };
    }
    const token = (call.headers.authorization ?? '').replace('Bearer ', '');
    if (name === 'apps.connections.open') {
      return token === APP_TOKEN ? ok({ url: `${fake.origin.replace('http', 'ws')}/link` }) : refusal('invalid_auth');
    }
    if (token !== BOT_TOKEN) return refusal('invalid_auth');
    return (
      state.answer(name, Object.fromEntries(new URLSearchParams(call.body.toString()))) ?? refusal('unknown_method')
    );
  };

  const fake = await serve(
    {
      nameOf: (_method, url) => url.pathname.replace(/^\/api\//, ''),
      answer,
      refusal,
      control: {
        history: () => ({ messages: state.messages, ephemerals: state.ephemerals, files: [...state.files.entries()] }),
        command: async ({ text, channel, user }) =>
          command(String(text ?? ''), { channel: str(channel), user: str(user) }),
        press: async ({ action_id, value }) => press({ action_id: String(action_id), value: String(value ?? '') }),
        acknowledge: async ({ text }) => ({ ms: await acknowledgement(String(text ?? '')) }),
        connections: () => ({ open: sockets.clients.size }),
        refresh: () => refresh(),
      },
    },
    port,
  );
  fake.server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (client) =>
      greet(client, (id, payload) => acknowledged.get(id)?.(payload)),
    );
  });

  const deliver = async (type: string, payload: object): Promise<Record<string, unknown>> => {
    const envelope_id = randomUUID();
    last = { type, envelope_id, payload, accepts_response_payload: true };
    const [client] = sockets.clients;
    if (client === undefined) throw new Error('no client is connected');
    const acked = within<Record<string, unknown>>(ANSWER_MS, 'an acknowledgement', (resolve) =>
      acknowledged.set(envelope_id, resolve),
    );
    client.send(JSON.stringify(last));
    return await acked;
  };
  const ask = async (type: string, payload: object): Promise<Record<string, unknown>> => {
    const name = randomUUID();
    const answered = within<Record<string, unknown>>(ANSWER_MS, 'an answer', (resolve) => answers.set(name, resolve));
    const trigger = other.withoutTriggers === true ? {} : { trigger_id: randomUUID() };
    await deliver(type, { ...payload, ...trigger, response_url: `${fake.origin}/response/${name}` });
    return answered;
  };
  const command: SlackServer['command'] = (text, from = {}) => ask('slash_commands', typed(text, from));
  /** How many milliseconds it takes until `/story text` is acknowledged; nobody waits for the answer. */
  const acknowledgement = async (text: string): Promise<number> => {
    const startedAt = performance.now();
    await deliver('slash_commands', {
      ...typed(text),
      trigger_id: randomUUID(),
      response_url: `${fake.origin}/response/none`,
    });
    return performance.now() - startedAt;
  };
  const press: SlackServer['press'] = ({ action_id, value, user = 'U0READER', ephemeral = false }) =>
    ask('interactive', {
      type: 'block_actions',
      team: { id: 'T0TEST', domain: 'test' },
      user: { id: user, username: 'reader', team_id: 'T0TEST' },
      channel: { id: 'C0POLICY', name: 'policy' },
      container: { type: 'message', message_ts: '1.0', channel_id: 'C0POLICY', is_ephemeral: ephemeral },
      actions: [{ type: 'button', action_id, block_id: 'b', value, action_ts: '1.0' }],
      api_app_id: 'A0APP',
    });
  const inView = (view: string) => ({
    team: { id: 'T0TEST', domain: 'test' },
    user: { id: 'U0READER', username: 'reader', team_id: 'T0TEST' },
    api_app_id: 'A0APP',
    trigger_id: randomUUID(),
    view: { id: view, ...state.views.get(view) },
  });
  const submit: SlackServer['submit'] = async (view, values) => {
    const shown = inView(view);
    const states = Object.entries(values).map(([id, value]) => [
      id,
      { value: { type: 'plain_text_input', value: value === '' ? null : value } },
    ]);
    const said = await deliver('interactive', {
      ...shown,
      type: 'view_submission',
      response_urls: [],
      view: { ...shown.view, state: { values: Object.fromEntries(states) } },
    });
    if (said['response_action'] === 'update') state.replaceView(view, said['view']);
    return said;
  };
  const pressIn: SlackServer['pressIn'] = async (view, { action_id, value }) => {
    await deliver('interactive', {
      ...inView(view),
      type: 'block_actions',
      container: { type: 'view', view_id: view },
      actions: [{ type: 'button', action_id, block_id: 'b', value, action_ts: '1.0' }],
    });
  };
  const refresh = (): void => {
    for (const client of sockets.clients) {
      client.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      client.close();
    }
  };

  return {
    ...fake,
    url: `${fake.origin}/api/`,
    state,
    connections: () => sockets.clients.size,
    command,
    press,
    submit,
    pressIn,
    repeatLast: async () => {
      for (const client of sockets.clients) client.send(JSON.stringify(last));
    },
    refresh,
    stop: async () => {
      for (const client of sockets.clients) client.terminate();
      await fake.stop();
    },
  };
}

function typed(text: string, from: { readonly channel?: string | undefined; readonly user?: string | undefined } = {}) {
  return {
    token: 'x',
    team_id: 'T0TEST',
    command: '/story',
    text,
    channel_id: from.channel ?? 'C0POLICY',
    user_id: from.user ?? 'U0READER',
    user_name: 'reader',
    api_app_id: 'A0APP',
  };
}

function greet(client: WebSocket, acknowledge: (envelope: string, payload: Record<string, unknown>) => void): void {
  client.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0APP' } }));
  client.on('message', (raw) => {
    const { envelope_id, payload } = JSON.parse(String(raw));
    acknowledge(String(envelope_id), payload ?? {});
  });
}

function str(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A promise that a callback keeps, or that fails after a while saying what did not come. */
function within<T = void>(ms: number, what: string, keep: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} did not come within ${ms} ms`)), ms);
    keep((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

if (import.meta.main) await runAlone((port) => startSlack({ port }));
