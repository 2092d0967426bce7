import type { Reply } from './http.ts';

export const BOT_ID = '700000000000000001';
export const APPLICATION_ID = '700000000000000001';
export const GUILD_ID = '800000000000000001';
/** A role of the server that nobody has unless a test says so. */
export const ROLE_ID = '800000000000000009';
export const CHANNEL_ID = '900000000000000001';

type Json = Readonly<Record<string, unknown>>;

export interface HeldMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly nonce: string | undefined;
  readonly embeds: readonly Json[];
  readonly components: readonly unknown[];
  readonly attachments: readonly Json[];
  readonly allowed_mentions: unknown;
  /** The message that it answers. */
  readonly answers: string | undefined;
  readonly edits: number;
}

export interface UploadedFile {
  readonly name: string;
  readonly bytes: number;
}

export type Right = 'Create Public Threads' | 'Send Messages in Threads' | 'Attach Files';

/** How a server may keep messages otherwise than Discord does. */
export interface OtherHabits {
  /** A page of messages holds no more, whatever is asked for. */
  readonly mostAPage?: number;
  /** Threads have ids of their own. */
  readonly ownThreadIds?: boolean;
  /** Messages that are read back do not say who wrote them. */
  readonly withoutAuthors?: boolean;
}

export interface StateOptions {
  readonly nonceWindowMs: number;
  readonly now: () => number;
  readonly lacks: ReadonlySet<Right>;
  readonly other: OtherHabits;
}

const EPOCH = 1_420_070_400_000;
const OUTSIDE = '900000000000000002';
const MUTE = '900000000000000003';

/** Servers and channels: what is posted stays, whatever becomes of the answer. */
export class DiscordState {
  readonly messages: HeldMessage[] = [];
  /** Ids of threads, which are those of their first messages, with their names. */
  readonly threads = new Map<string, { readonly name: string; readonly parent: string; readonly of: string }>();
  readonly commands = new Map<string, unknown>();
  private counter = 0n;
  private readonly options: StateOptions;
  private readonly nonces = new Map<string, { readonly id: string; readonly at: number }>();

  constructor(options: StateOptions) {
    this.options = options;
  }

  create(channel: string, body: Json, files: readonly UploadedFile[]): Reply {
    const fault = this.channelFault(channel) ?? this.rightFault(channel, files) ?? contentFault(body);
    if (fault !== undefined) return fault;
    const nonce = typeof body['nonce'] === 'string' ? body['nonce'] : undefined;
    const earlier = body['enforce_nonce'] === true ? this.earlier(nonce) : undefined;
    if (earlier !== undefined) return earlier;
    const message: HeldMessage = {
      id: this.nextId(),
      channel_id: channel,
      nonce,
      embeds: list(body['embeds']),
      components: list(body['components']),
      attachments: attached(body, files),
      allowed_mentions: body['allowed_mentions'],
      answers: answered(body['message_reference']),
      edits: 0,
    };
    this.messages.push(message);
    if (nonce !== undefined) this.nonces.set(nonce, { id: message.id, at: this.options.now() });
    return { status: 200, body: shown(message, true) };
  }

  edit(channel: string, id: string, body: Json, files: readonly UploadedFile[]): Reply {
    const fault = this.channelFault(channel) ?? contentFault(body);
    if (fault !== undefined) return fault;
    const at = this.messages.findIndex((message) => message.id === id && message.channel_id === channel);
    const held = this.messages[at];
    if (held === undefined) return refusal(10008);
    this.messages[at] = {
      ...held,
      embeds: list(body['embeds']),
      components: list(body['components']),
      attachments: body['attachments'] === undefined ? held.attachments : attached(body, files),
      allowed_mentions: body['allowed_mentions'],
      edits: held.edits + 1,
    };
    return { status: 200, body: shown(this.messages[at] ?? held, false) };
  }

  /** Those after an id, newest first, as Discord gives them: the oldest `limit` of them. */
  list(channel: string, query: URLSearchParams): Reply {
    const fault = this.channelFault(channel);
    if (fault !== undefined) return fault;
    const after = BigInt(query.get('after') ?? '0');
    const found = this.messages.filter((message) => message.channel_id === channel && BigInt(message.id) > after);
    const { mostAPage = 100, withoutAuthors } = this.options.other;
    const page = found.slice(0, Math.min(mostAPage, Number(query.get('limit') ?? 50))).reverse();
    // Discord does not promise the nonce on messages that are read back.
    const read = page.map((message) => shown(message, false));
    return { status: 200, body: withoutAuthors === true ? read.map(({ author: _, ...rest }) => rest) : read };
  }

  one(channel: string, id: string): Reply {
    const held = this.messages.find((message) => message.id === id && message.channel_id === channel);
    const fault = this.channelFault(channel) ?? (held === undefined ? refusal(10008) : undefined);
    if (fault !== undefined || held === undefined) return fault ?? refusal(10008);
    const thread = [...this.threads].find(([, { of }]) => of === id)?.[0];
    return {
      status: 200,
      body: { ...shown(held, false), ...(thread === undefined ? {} : { thread: { id: thread } }) },
    };
  }

  openThread(channel: string, id: string, body: Json): Reply {
    const fault = this.channelFault(channel);
    if (fault !== undefined) return fault;
    if (this.options.lacks.has('Create Public Threads')) return refusal(50013);
    if ([...this.threads.values()].some(({ of }) => of === id)) return refusal(160004);
    if (!this.messages.some((message) => message.id === id && message.channel_id === channel)) return refusal(10008);
    const name = String(body['name'] ?? '');
    if (name.length < 1 || name.length > 100) return refusal(50035);
    const thread = this.options.other.ownThreadIds === true ? this.nextId() : id;
    this.threads.set(thread, { name, parent: channel, of: id });
    return { status: 201, body: { id: thread, type: 11, name, parent_id: channel } };
  }

  nextId(): string {
    this.counter = (this.counter + 1n) & 0xfffn;
    return String((BigInt(this.options.now() - EPOCH) << 22n) | this.counter);
  }

  private earlier(nonce: string | undefined): Reply | undefined {
    const known = nonce === undefined ? undefined : this.nonces.get(nonce);
    if (known === undefined || this.options.now() - known.at > this.options.nonceWindowMs) return undefined;
    const held = this.messages.find(({ id }) => id === known.id);
    return held === undefined ? refusal(10008) : { status: 200, body: shown(held, true) };
  }

  private rightFault(channel: string, files: readonly UploadedFile[]): Reply | undefined {
    const { lacks } = this.options;
    const isForbidden =
      (this.threads.has(channel) && lacks.has('Send Messages in Threads')) ||
      (files.length > 0 && lacks.has('Attach Files'));
    return isForbidden ? refusal(50013) : undefined;
  }

  private channelFault(channel: string): Reply | undefined {
    if (channel === OUTSIDE) return refusal(50001);
    if (channel === MUTE) return refusal(50013);
    const known = channel === CHANNEL_ID || this.threads.has(channel);
    return known ? undefined : refusal(10003);
  }
}

/** A message as the API shows it. */
function shown(message: HeldMessage, withNonce: boolean): Json {
  const { nonce, allowed_mentions: _, answers, edits, ...rest } = message;
  return {
    ...rest,
    ...(answers === undefined ? {} : { message_reference: { type: 0, message_id: answers } }),
    ...(withNonce && nonce !== undefined ? { nonce } : {}),
    type: 0,
    content: '',
    author: { id: BOT_ID, username: 'storywatch', discriminator: '0', avatar: null, bot: true },
    timestamp: new Date().toISOString(),
    edited_timestamp: edits > 0 ? new Date().toISOString() : null,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: 0,
  };
}

function answered(reference: unknown): string | undefined {
  const id: unknown =
    typeof reference === 'object' && reference !== null ? Reflect.get(reference, 'message_id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

function attached(body: Json, files: readonly UploadedFile[]): readonly Json[] {
  return list(body['attachments']).map((attachment, at) => ({ ...attachment, size: files[at]?.bytes ?? 0 }));
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

const TEXTS = { title: 256, description: 4_096 } as const;

/** The checks that Discord makes of a form, as far as they concern us. */
function contentFault(body: Json): Reply | undefined {
  const embeds = list(body['embeds']);
  const text = JSON.stringify(
    embeds.map(({ title, description, fields, footer }) => [title, description, fields, footer]),
  );
  const isLong = embeds.some((embed) =>
    Object.entries(TEXTS).some(([key, max]) => String(embed[key] ?? '').length > max),
  );
  const isEmpty = embeds.length === 0 && String(body['content'] ?? '') === '';
  const rows = list(body['components']).flatMap(({ components }) => list(components));
  const ids = rows.map(({ custom_id }) => custom_id);
  const isBad = isLong || isEmpty || embeds.length > 10 || text.length > 7_500 || new Set(ids).size < ids.length;
  return isBad ? refusal(50035) : undefined;
}

const STATUS: Readonly<Record<number, number>> = {
  10003: 404,
  10008: 404,
  10015: 404,
  10062: 404,
  50001: 403,
  50013: 403,
  401: 401,
};

export function refusal(code: string | number): Reply {
  return {
    status: STATUS[Number(code)] ?? 400,
    body: { code: Number(code) === 401 ? 0 : Number(code), message: `code ${code}` },
  };
}
