import type { Reply } from './http.ts';

export interface HeldMessage {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts?: string;
  /** Shown in the channel too. */
  readonly broadcast?: true;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata?: unknown;
  /** Files that were shared there; such a message has nothing else. */
  readonly files?: readonly { readonly id: string; readonly name: string; readonly title: string }[];
  readonly edits: number;
}

/** Where a server is not Slack's own. */
export interface OtherMaker {
  /** Methods that it does not know. */
  readonly unknown?: readonly string[];
  readonly withoutMetadata?: boolean;
  /** It says that there is more, but gives no cursor. */
  readonly withoutCursors?: boolean;
  /** A page holds no more, whatever is asked for. */
  readonly mostAPage?: number;
  /** What is typed and pressed has no trigger. */
  readonly withoutTriggers?: boolean;
}

export interface StateOptions {
  readonly origin: () => string;
  readonly scopes: ReadonlySet<string>;
  readonly now: () => number;
  readonly other: OtherMaker;
}

export interface Ephemeral {
  readonly channel: string;
  readonly user: string;
  readonly payload: Record<string, unknown>;
}

type Arguments = Readonly<Record<string, string>>;

/** A workspace: what is posted stays, whatever becomes of the answer. */
export class SlackState {
  readonly messages: HeldMessage[] = [];
  readonly ephemerals: Ephemeral[] = [];
  /** Open modals, as they are shown now. */
  readonly views = new Map<string, Readonly<Record<string, unknown>>>();
  readonly files = new Map<
    string,
    {
      readonly name: string;
      readonly length: number;
      readonly alt: string;
      bytes: number;
      complete: boolean;
      channel?: string;
    }
  >();
  private clock = 0;
  private readonly options: StateOptions;

  constructor(options: StateOptions) {
    this.options = options;
  }

  /** Answers a method of the Web API, or undefined for one that is not faked. */
  answer(method: string, given: Arguments): Reply | undefined {
    const methods: Readonly<Record<string, (given: Arguments) => Reply>> = {
      'auth.test': () => ok({ team: 'Test', team_id: 'T0TEST', user: 'storywatch', user_id: 'U0BOT', bot_id: 'B0BOT' }),
      'users.info': (args) => this.userInfo(args),
      'usergroups.users.list': (args) => this.groupUsers(args),
      'chat.postMessage': (args) => this.post(args),
      'chat.postEphemeral': (args) => this.whisper(args),
      'chat.update': (args) => this.update(args),
      'conversations.history': (args) => this.history(args),
      'conversations.replies': (args) => this.history(args),
      'files.getUploadURLExternal': (args) => this.openUpload(args),
      'views.open': (args) => this.openView(args),
      'views.update': (args) => this.updateView(args),
      'conversations.open': ({ users = '' }) => this.openDirect(users),
      'files.completeUploadExternal': (args) => this.completeUpload(args),
    };
    return this.options.other.unknown?.includes(method) === true ? undefined : methods[method]?.(given);
  }

  upload(id: string, bytes: number): Reply {
    const file = this.files.get(id);
    if (file === undefined || bytes !== file.length) return { status: 400 };
    file.bytes = bytes;
    return { status: 200 };
  }

  private post(args: Arguments): Reply {
    const fault = channelFault(args['channel']) ?? this.contentFault(args);
    if (fault !== undefined) return refusal(fault);
    const { channel = '', thread_ts, text = '' } = args;
    if (thread_ts !== undefined && !this.messages.some(({ ts }) => ts === thread_ts))
      return refusal('thread_not_found');
    const ts = this.nextTs();
    const metadata = args['metadata'] === undefined ? {} : { metadata: JSON.parse(args['metadata']) };
    const message = { ts, channel, text, blocks: JSON.parse(args['blocks'] ?? '[]'), edits: 0, ...metadata };
    const shown = args['reply_broadcast'] === 'true' ? { ...message, broadcast: true as const } : message;
    this.messages.push(thread_ts === undefined ? message : { ...shown, thread_ts });
    return ok({ channel, ts, message });
  }

  private update(args: Arguments): Reply {
    const fault = channelFault(args['channel']) ?? this.contentFault(args);
    if (fault !== undefined) return refusal(fault);
    const at = this.messages.findIndex(({ ts, channel }) => ts === args['ts'] && channel === args['channel']);
    const held = this.messages[at];
    if (held === undefined) return refusal('message_not_found');
    const metadata = args['metadata'] === undefined ? {} : { metadata: JSON.parse(args['metadata']) };
    const blocks: unknown[] = JSON.parse(args['blocks'] ?? '[]');
    this.messages[at] = { ...held, text: args['text'] ?? '', blocks, edits: held.edits + 1, ...metadata };
    return ok({ channel: held.channel, ts: held.ts, text: args['text'] });
  }

  private whisper(args: Arguments): Reply {
    const fault = channelFault(args['channel']) ?? this.contentFault(args);
    if (fault !== undefined) return refusal(fault);
    const payload = { ...args, blocks: JSON.parse(args['blocks'] ?? '[]') };
    this.ephemerals.push({ channel: args['channel'] ?? '', user: args['user'] ?? '', payload });
    return ok({ message_ts: this.nextTs() });
  }

  /** Newest first for a channel, oldest first for a thread, as Slack does; metadata only where it is asked for. */
  private history(args: Arguments): Reply {
    if (!this.options.scopes.has('channels:history')) return refusal('missing_scope');
    const fault = channelFault(args['channel']);
    if (fault !== undefined) return refusal(fault);
    const { channel, ts: thread, oldest = '0', latest = '9999999999', cursor = '0' } = args;
    const inPlace = this.messages.filter((message) => message.channel === channel && belongs(message, thread));
    const found = inPlace.filter(
      ({ ts }) => ts === thread || (Number(ts) > Number(oldest) && Number(ts) < Number(latest)),
    );
    const ordered = thread === undefined ? found.toReversed() : found;
    const { mostAPage = 1_000, withoutCursors, withoutMetadata } = this.options.other;
    const end = Number(cursor) + Math.min(mostAPage, Number(args['limit'] ?? 100));
    const page = ordered.slice(Number(cursor), end);
    const shown = page.map(({ metadata, ...message }) =>
      args['include_all_metadata'] === 'true' && withoutMetadata !== true
        ? { ...message, ...(metadata === undefined ? {} : { metadata }) }
        : message,
    );
    const next_cursor = end < ordered.length ? String(end) : '';
    const paging = withoutCursors === true ? {} : { response_metadata: { next_cursor } };
    return ok({ messages: shown, has_more: end < ordered.length, ...paging });
  }

  /** Users whose id says so are admins. */
  private userInfo({ user = '' }: Arguments): Reply {
    if (!this.options.scopes.has('users:read')) return refusal('missing_scope');
    return ok({ user: { id: user, is_admin: user.startsWith('U0ADMIN'), is_owner: false } });
  }

  /** One user group, of the users whose id says so. */
  private groupUsers({ usergroup = '' }: Arguments): Reply {
    if (!this.options.scopes.has('usergroups:read')) return refusal('missing_scope');
    return usergroup === 'S0POLICY' ? ok({ users: ['U0POLICY', 'U0POLICY2'] }) : refusal('no_such_subteam');
  }

  private openUpload(args: Arguments): Reply {
    if (!this.options.scopes.has('files:write')) return refusal('missing_scope');
    const id = `F${String(this.files.size + 1).padStart(8, '0')}`;
    const { filename: name = '', alt_txt: alt = '' } = args;
    this.files.set(id, { name, length: Number(args['length']), alt, bytes: 0, complete: false });
    return ok({ upload_url: `${this.options.origin()}/upload/${id}`, file_id: id });
  }

  /** Shared in a channel or thread, files make a message of their own, of which the answer says nothing. */
  private completeUpload(args: Arguments): Reply {
    if (!this.options.scopes.has('files:write')) return refusal('missing_scope');
    const given: { readonly id: string; readonly title?: string }[] = JSON.parse(args['files'] ?? '[]');
    const { channel_id: channel, thread_ts } = args;
    const fault = channel === undefined ? undefined : channelFault(channel);
    if (fault !== undefined) return refusal(fault);
    const files = given.map(({ id, title }) => ({ id, title: title ?? '', name: this.files.get(id)?.name ?? '' }));
    for (const { id } of files) {
      const file = this.files.get(id);
      if (file === undefined || file.bytes !== file.length) return refusal('file_not_found');
      file.complete = true;
      if (channel !== undefined) file.channel = channel;
    }
    if (channel !== undefined) {
      const thread = thread_ts === undefined ? {} : { thread_ts };
      this.messages.push({ ts: this.nextTs(), channel, ...thread, text: '', blocks: [], files, edits: 0 });
    }
    return ok({ files });
  }

  replaceView(id: string, view: unknown): void {
    this.views.set(id, Object.fromEntries(Object.entries(view ?? {})));
  }

  private openView(args: Arguments): Reply {
    const view: unknown = JSON.parse(args['view'] ?? '{}');
    if ((args['trigger_id'] ?? '') === '') return refusal('invalid_trigger_id');
    if (viewFault(view)) return refusal('invalid_arguments');
    const id = `V${this.views.size + 1}`;
    this.replaceView(id, view);
    return ok({ view: { id } });
  }

  private updateView(args: Arguments): Reply {
    const view: unknown = JSON.parse(args['view'] ?? '{}');
    const id = args['view_id'] ?? '';
    if (!this.views.has(id)) return refusal('not_found');
    if (viewFault(view)) return refusal('invalid_arguments');
    this.replaceView(id, view);
    return ok({ view: { id } });
  }

  /** Each user has one conversation with the bot, whose id is theirs with a D. */
  private openDirect(user: string): Reply {
    if (!this.options.scopes.has('im:write')) return refusal('missing_scope');
    return /^U[A-Z0-9]+$/.test(user) ? ok({ channel: { id: user.replace(/^U/, 'D') } }) : refusal('user_not_found');
  }

  private contentFault(args: Arguments): string | undefined {
    const blocks: unknown = JSON.parse(args['blocks'] ?? '[]');
    if (!Array.isArray(blocks) || blocks.length > 50) return 'invalid_blocks';
    if ((args['text'] ?? '') === '' && blocks.length === 0) return 'no_text';
    if ((args['text'] ?? '').length > 40_000) return 'msg_too_long';
    return blocks.every((block) => this.isSound(block)) ? undefined : 'invalid_blocks';
  }

  private isSound(node: unknown): boolean {
    if (typeof node !== 'object' || node === null) return true;
    const type: unknown = Reflect.get(node, 'type');
    const text: unknown = Reflect.get(node, 'text');
    if (typeof text === 'string' && (text.length < 1 || text.length > 3_000)) return false;
    if (type === 'image')
      return this.files.get(String(Reflect.get(Reflect.get(node, 'slack_file') ?? {}, 'id')))?.complete === true;
    return Object.values(node).every((value) => this.isSound(value));
  }

  private nextTs(): string {
    this.clock = Math.max(this.clock + 1, this.options.now() * 1_000);
    return `${Math.floor(this.clock / 1_000_000)}.${String(this.clock % 1_000_000).padStart(6, '0')}`;
  }
}

/** The checks that Slack makes of a modal, as far as they concern us. */
function viewFault(view: unknown): boolean {
  const at = (node: unknown, ...path: readonly string[]): unknown =>
    path.reduce<unknown>(
      (value, key) => (typeof value === 'object' && value ? Reflect.get(value, key) : undefined),
      node,
    );
  const isShort = (text: unknown, max: number): boolean =>
    typeof text === 'string' && text.length >= 1 && text.length <= max;
  const blocks = at(view, 'blocks');
  if (at(view, 'type') !== 'modal' || !Array.isArray(blocks) || blocks.length > 100) return true;
  const inputs = blocks.filter((block) => at(block, 'type') === 'input');
  const titles = ['title', 'close', ...(inputs.length > 0 ? ['submit'] : [])];
  if (titles.some((key) => !isShort(at(view, key, 'text'), 24))) return true;
  if (String(at(view, 'private_metadata') ?? '').length > 3_000) return true;
  return inputs.some((block) => {
    const initial = at(block, 'element', 'initial_value');
    return !isShort(at(block, 'label', 'text'), 2_000) || (initial !== undefined && !isShort(initial, 3_000));
  });
}

function belongs(message: HeldMessage, thread: string | undefined): boolean {
  return thread === undefined
    ? message.thread_ts === undefined || message.broadcast === true
    : message.ts === thread || message.thread_ts === thread;
}

/** Channels by the beginning of their names: those that a test wants to fail, fail. */
function channelFault(channel = ''): string | undefined {
  if (!/^[CDG][A-Z0-9]{2,}$/.test(channel) || channel.startsWith('C0MISSING')) return 'channel_not_found';
  if (channel.startsWith('C0ARCHIVED')) return 'is_archived';
  return channel.startsWith('C0OUTSIDE') ? 'not_in_channel' : undefined;
}

export function ok(body: object): Reply {
  return { status: 200, body: { ok: true, ...body } };
}

export function refusal(error: string | number): Reply {
  return { status: 200, body: { ok: false, error } };
}
