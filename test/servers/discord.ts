import { type Gateway, openGateway } from './discord-gateway.ts';
import {
  APPLICATION_ID,
  BOT_ID,
  CHANNEL_ID,
  DiscordState,
  GUILD_ID,
  type OtherHabits,
  refusal,
  type Right,
  type UploadedFile,
} from './discord-state.ts';
import { type Call, type FakeServer, type Reply, runAlone, serve } from './http.ts';

export { APPLICATION_ID, CHANNEL_ID, GUILD_ID, ROLE_ID } from './discord-state.ts';

export interface DiscordOptions {
  readonly port?: number;
  /** How long a nonce is remembered; 5 minutes, as "some minutes" of the documentation. */
  readonly nonceWindowMs?: number;
  /** Discord's clock; the machine's by default. */
  readonly now?: () => number;
  /** Rights that the bot was not given. */
  readonly lacks?: readonly Right[];
  /** What another maker's server may do otherwise. */
  readonly other?: OtherMaker;
}

/** Where a server is not Discord's own. */
export interface OtherMaker extends OtherHabits {
  /** Beginnings of calls that it does not know, as in `GET /users/@me`. */
  readonly unknown?: readonly string[];
  /** No answer says how much may be asked. */
  readonly withoutLimits?: boolean;
}

type Json = Record<string, unknown>;

export interface DiscordServer extends FakeServer {
  /** What DISCORD_API_URL is set to. */
  readonly url: string;
  readonly state: DiscordState;
  readonly gateway: Gateway;
  /** Somebody uses `/story name options`; resolves with the answer that they see. */
  command(name: string, options?: Readonly<Record<string, string>>, from?: Asker): Promise<Json>;
  /** Somebody presses a button; `permissions` are those of who does, all by default; `channel` is another than the usual. */
  press(customId: string, from?: Asker): Promise<Json>;
  /** Somebody is typing an argument of `/story name`; resolves with what is offered. */
  type(name: string, argument: string, typed: string, from?: Asker): Promise<readonly Json[]>;
  /** Somebody uses `/story name` or presses a button that opens a modal; resolves with the modal. */
  openModal(
    ask: { readonly command: string; readonly options?: Readonly<Record<string, string>> } | { readonly press: string },
  ): Promise<Json>;
  /** Somebody sends a modal; resolves with the answer that they see. */
  submit(customId: string, values: Readonly<Record<string, string>>, from?: Asker): Promise<Json>;
  /** Sends the last interaction again. */
  repeatLast(): void;
}

export const BOT_TOKEN = 'discord-test-token';
const ANSWER_MS = 5_000;
const VERSION = /^\/api\/v\d+/;
const NOT_FOUND: Reply = { status: 404, body: { message: '404: Not Found', code: 0 } };
/** Discord drops what is not acknowledged by then. */
const ACKNOWLEDGE_MS = 3_000;

interface Interaction {
  readonly at: number;
  deferred: Json | undefined;
  readonly acknowledged?: () => void;
  readonly answered: (payload: Json) => void;
}

/** A Discord on the loopback interface: REST and gateway. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordServer> {
  const { port = 0, nonceWindowMs = 300_000, now = Date.now, lacks = [], other = {} } = options;
  const state = new DiscordState({ nonceWindowMs, now, lacks: new Set(lacks), other });
  const interactions = new Map<string, Interaction>();
  let last: object = {};

  const answer = async (call: Call): Promise<Reply> => {
    if (other.unknown?.some((beginning) => call.name.startsWith(beginning))) return NOT_FOUND;
    const path = call.url.pathname.replace(VERSION, '').split('/').slice(1);
    const [area = '', first = '', second = '', third = '', fourth = ''] = path;
    if (area === 'interactions') return acknowledge(interactions.get(second), json(call));
    if (area === 'webhooks') return finish(interactions.get(second), await form(call));
    if (call.headers.authorization !== `Bot ${BOT_TOKEN}`) return refusal(401);
    if (area === 'gateway') return gatewayAddress(fake.origin);
    if (area === 'users')
      return { status: 200, body: { id: BOT_ID, username: 'storywatch', discriminator: '0', bot: true } };
    if (area === 'applications') return register(first, path.slice(2), json(call));
    if (area !== 'channels' || second !== 'messages') return refusal(0);
    if (fourth === 'threads') return state.openThread(first, third, json(call));
    const { body, files } = await form(call);
    if (call.method === 'POST') return state.create(first, body, files);
    if (call.method === 'PATCH') return state.edit(first, third, body, files);
    return third === '' ? state.list(first, call.url.searchParams) : state.one(first, third);
  };
  const register = (application: string, path: readonly string[], body: unknown): Reply => {
    if (application !== APPLICATION_ID || (path[0] === 'guilds' && path[1] !== GUILD_ID)) return refusal(50001);
    state.commands.set(path[0] === 'guilds' ? GUILD_ID : 'global', body);
    return { status: 200, body: Array.isArray(body) ? body.map((command) => ({ id: '1', ...command })) : [] };
  };

  const fake = await serve(
    {
      nameOf: (method, url) => `${method} ${url.pathname.replace(VERSION, '')}`,
      answer: async (call) => (other.withoutLimits === true ? await answer(call) : limited(await answer(call))),
      refusal,
      control: {
        history: () => ({
          messages: state.messages,
          threads: [...state.threads.entries()],
          commands: [...state.commands.entries()],
        }),
        command: ({ name, options }) => command(String(name), (options ?? {}) as Record<string, string>),
        press: ({ customId }) => press(String(customId)),
        acknowledge: async ({ name, options }) => ({
          ms: await acknowledgement(String(name), (options ?? {}) as Record<string, string>),
        }),
        connections: () => ({ open: gateway.connections() }),
      },
    },
    port,
  );
  const gateway = openGateway(fake.server, BOT_TOKEN, () => fake.origin);

  const ask = (type: number, data: object, from: Asker = {}): Promise<Json> => {
    const id = state.nextId();
    const token = `token-${id}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS} ms`)), ANSWER_MS);
      interactions.set(token, {
        at: Date.now(),
        deferred: undefined,
        answered: (payload) => {
          clearTimeout(timer);
          resolve(payload);
        },
      });
      last = interaction(id, token, type, data, from);
      gateway.dispatch('INTERACTION_CREATE', last);
    });
  };
  const command: DiscordServer['command'] = (name, options = {}, from = {}) => ask(2, called(name, options), from);
  /** How many milliseconds it takes until `/story name` is acknowledged; nobody waits for the answer. */
  const acknowledgement = (name: string, options: Readonly<Record<string, string>>): Promise<number> => {
    const id = state.nextId();
    const token = `token-${id}`;
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const acknowledged = (): void => resolve(performance.now() - startedAt);
      interactions.set(token, { at: Date.now(), deferred: undefined, answered: () => {}, acknowledged });
      gateway.dispatch('INTERACTION_CREATE', interaction(id, token, 2, called(name, options), {}));
    });
  };
  const type: DiscordServer['type'] = async (name, argument, typed, from = {}) => {
    const option = { name: argument, type: 3, value: typed, focused: true };
    const options = [{ name, type: 1, options: [option] }];
    const { data } = await ask(4, { id: '1', name: 'story', type: 1, options }, from);
    return typeof data === 'object' && data !== null ? list(Reflect.get(data, 'choices')) : [];
  };
  const openModal: DiscordServer['openModal'] = async (asked) => {
    const { data } =
      'press' in asked
        ? await ask(3, { custom_id: asked.press, component_type: 2 }, { ephemeral: true })
        : await ask(2, called(asked.command, asked.options ?? {}));
    return typeof data === 'object' && data !== null ? { ...data } : {};
  };
  const submit: DiscordServer['submit'] = (customId, values, from = {}) => {
    const rows = Object.entries(values).map(([custom_id, value]) => ({
      type: 1,
      components: [{ type: 4, custom_id, value }],
    }));
    return ask(5, { custom_id: customId, components: rows }, from);
  };
  const press: DiscordServer['press'] = (customId, from = {}) =>
    ask(3, { custom_id: customId, component_type: 2 }, from);

  return {
    ...fake,
    url: `${fake.origin}/api`,
    state,
    gateway,
    command,
    press,
    type,
    openModal,
    submit,
    repeatLast: () => gateway.dispatch('INTERACTION_CREATE', last),
    stop: async () => {
      gateway.stop();
      await fake.stop();
    },
  };
}

/** Offers are the answer itself: `type` 8 with at most 25 choices of 1 to 100 characters. */
function offerFault({ data }: Json): boolean {
  const choices: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'choices') : undefined;
  if (!Array.isArray(choices) || choices.length > 25) return true;
  return choices.flatMap(({ name, value }) => [name, value]).some((text) => !/^.{1,100}$/su.test(String(text)));
}

/** A modal has a title and one to five inputs of one row each. */
function modalFault(data: unknown): boolean {
  const { title = '', custom_id = '', components }: Json = typeof data === 'object' && data !== null ? { ...data } : {};
  const isWithin = (text: unknown, max: number): boolean =>
    typeof text === 'string' && text.length >= 1 && text.length <= max;
  const rows = list(components);
  if (!isWithin(title, 45) || !isWithin(custom_id, 100) || rows.length < 1 || rows.length > 5) return true;
  return rows.some((row) => {
    const [input = {}, ...more] = list(row['components']);
    const isLong = String(input['value'] ?? '').length > 4_000 || String(input['placeholder'] ?? '').length > 100;
    return more.length > 0 || input['type'] !== 4 || !isWithin(input['label'], 45) || isLong;
  });
}

function acknowledge(asked: Interaction | undefined, body: Json): Reply {
  if (asked === undefined || Date.now() - asked.at > ACKNOWLEDGE_MS) return refusal(10062);
  if (asked.deferred !== undefined) return refusal(40060);
  if (body['type'] === 8 && offerFault(body)) return refusal(50035);
  asked.deferred = body;
  asked.acknowledged?.();
  if (body['type'] === 9 && modalFault(body['data'])) return refusal(50035);
  if (body['type'] === 8 || body['type'] === 9) asked.answered(body);
  return { status: 204 };
}

function finish(
  asked: Interaction | undefined,
  { body, files }: { readonly body: Json; readonly files: readonly UploadedFile[] },
): Reply {
  if (asked?.deferred === undefined) return refusal(10015);
  asked.answered({ ...body, deferred: asked.deferred, ...(files.length === 0 ? {} : { files }) });
  return { status: 200, body: { id: '1', channel_id: CHANNEL_ID, ...body } };
}

function called(name: string, options: Readonly<Record<string, string>>): object {
  const given = Object.entries(options).map(([key, value]) => ({ name: key, type: 3, value }));
  return { id: '1', name: 'story', type: 1, options: [{ name, type: 1, options: given }] };
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function gatewayAddress(origin: string): Reply {
  const session_start_limit = { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 };
  return { status: 200, body: { url: origin.replace('http', 'ws'), shards: 1, session_start_limit } };
}

/** Every answer carries the state of its limit. */
function limited(reply: Reply): Reply {
  const headers = {
    'x-ratelimit-limit': '50',
    'x-ratelimit-remaining': '49',
    'x-ratelimit-reset-after': '1',
    'x-ratelimit-bucket': 'test',
    ...reply.headers,
  };
  return { ...reply, headers };
}

function json(call: Call): Json {
  return call.body.length === 0 ? {} : JSON.parse(call.body.toString());
}

/** JSON, or multipart with `payload_json` and `files[n]`. */
async function form(call: Call): Promise<{ readonly body: Json; readonly files: readonly UploadedFile[] }> {
  const type = call.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return { body: json(call), files: [] };
  const parts = await new Response(new Uint8Array(call.body), { headers: { 'content-type': type } }).formData();
  const files = [...parts.values()].flatMap((part) =>
    typeof part === 'string' ? [] : [{ name: part.name, bytes: part.size }],
  );
  return { body: JSON.parse(String(parts.get('payload_json') ?? '{}')), files };
}

/** Who asks, where it is not somebody who may do anything in the usual channel. */
interface Asker {
  readonly permissions?: string;
  /** Ids; none by default. */
  readonly roles?: readonly string[];
  readonly channel?: object;
  /** Another server than the usual. */
  readonly guild?: string;
  /** The message under whose button it is asked is seen by the asker alone. */
  readonly ephemeral?: boolean;
}

function interaction(id: string, token: string, type: number, data: object, from: Asker): object {
  const {
    permissions = '2147483647',
    roles = [],
    channel = { id: CHANNEL_ID, type: 0, name: 'policy', permissions },
  } = from;
  const user = { id: '600000000000000001', username: 'reader', discriminator: '0', avatar: null };
  return {
    id,
    token,
    type,
    application_id: APPLICATION_ID,
    guild_id: from.guild ?? GUILD_ID,
    channel_id: Reflect.get(channel, 'id'),
    channel,
    member: {
      user,
      roles,
      permissions,
      joined_at: '2026-01-01T00:00:00Z',
      deaf: false,
      mute: false,
      flags: 0,
    },
    data,
    ...(type === 3
      ? {
          message: {
            id: '1',
            channel_id: CHANNEL_ID,
            author: user,
            type: 0,
            content: '',
            embeds: [],
            attachments: [],
            mentions: [],
            mention_roles: [],
            timestamp: '2026-01-01T00:00:00Z',
            flags: from.ephemeral === true ? 64 : 0,
          },
        }
      : {}),
    entitlements: [],
    authorizing_integration_owners: {},
    context: 0,
    attachment_size_limit: 10_485_760,
    app_permissions: '2147483647',
    locale: 'en-GB',
    version: 1,
  };
}

if (import.meta.main) await runAlone((port) => startDiscord({ port }));
