import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { APPLICATION_ID, BOT_ID, CHANNEL_ID, GUILD_ID, ROLE_ID } from './discord-state.ts';

export interface Gateway {
  /** Sends an event to the client that identified last. */
  dispatch(type: string, data: object): void;
  connections(): number;
  /** How often a client identified or resumed. */
  ready(): number;
  /** Closes each socket with a code. */
  drop(code: number): void;
  /** op 7: asks each client to reconnect and resume. */
  askReconnect(): void;
  /** op 9: ends each client's session; it may resume it or must identify anew. */
  invalidate(resumable: boolean): void;
  /** How often a client identified, resumed sessions left out. */
  identified(): number;
  /** What the next client to identify is closed with. */
  refuseNext(code: number): void;
  stop(): void;
}

export interface Session {
  sequence: number;
  readonly events: string[];
}

const DISPATCH = 0;
const HEARTBEAT = 1;
const IDENTIFY = 2;
const RESUME = 6;
const RECONNECT = 7;
const INVALID = 9;
const HELLO = 10;
const ACK = 11;
/** Presences, members and message content need leave. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);

/** Discord's gateway: hello, identify, ready, heartbeats, resume with replay. */
export function openGateway(server: Server, token: string, origin: () => string): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const session: Session = { sequence: 0, events: [] };
  let current: WebSocket | undefined;
  let refusal: number | undefined;
  let ready = 0;
  let identified = 0;

  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (client) => {
      send(client, { op: HELLO, d: { heartbeat_interval: 41_250 } });
      client.on('message', (raw) => receive(client, JSON.parse(String(raw))));
    });
  });

  const dispatch = (type: string, data: object): void => {
    session.sequence++;
    const event = JSON.stringify({ op: DISPATCH, t: type, s: session.sequence, d: data });
    session.events.push(event);
    if (current?.readyState === current?.OPEN) current?.send(event);
  };

  const receive = (
    client: WebSocket,
    { op, d }: { readonly op: number; readonly d: Record<string, unknown> },
  ): void => {
    if (op === HEARTBEAT) send(client, { op: ACK });
    else if (op === IDENTIFY) identify(client, d);
    else if (op === RESUME) resume(client, d);
  };

  const resume = (client: WebSocket, d: Record<string, unknown>): void => {
    if (d['session_id'] !== 'session-1') {
      send(client, { op: INVALID, d: false });
      return;
    }
    current = client;
    for (const event of session.events.slice(Number(d['seq']))) client.send(event);
    ready++;
    dispatch('RESUMED', {});
  };

  const identify = (client: WebSocket, d: Record<string, unknown>): void => {
    const code = d['token'] !== token ? 4004 : (Number(d['intents']) & PRIVILEGED) !== 0 ? 4014 : refusal;
    refusal = undefined;
    if (code !== undefined) {
      client.close(code);
      return;
    }
    current = client;
    ready++;
    identified++;
    dispatch('READY', {
      v: 10,
      user: { id: BOT_ID, username: 'storywatch', discriminator: '0', avatar: null, bot: true },
      guilds: [{ id: GUILD_ID, unavailable: true }],
      session_id: 'session-1',
      resume_gateway_url: origin().replace('http', 'ws'),
      application: { id: APPLICATION_ID, flags: 0 },
    });
    dispatch('GUILD_CREATE', guild());
  };

  return {
    dispatch,
    connections: () => sockets.clients.size,
    ready: () => ready,
    drop: (code) => {
      for (const client of sockets.clients) client.close(code);
    },
    askReconnect: () => {
      for (const client of sockets.clients) send(client, { op: RECONNECT, d: null });
    },
    invalidate: (resumable) => {
      for (const client of sockets.clients) send(client, { op: INVALID, d: resumable });
    },
    identified: () => identified,
    refuseNext: (code) => {
      refusal = code;
    },
    stop: () => {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

function send(client: WebSocket, payload: object): void {
  client.send(JSON.stringify(payload));
}

function role(id: string, name: string): object {
  return { id, name, permissions: '0', position: 0, color: 0, hoist: false, managed: false, mentionable: false };
}

function guild(): object {
  return {
    id: GUILD_ID,
    name: 'Policy',
    owner_id: '1',
    unavailable: false,
    member_count: 2,
    roles: [role(GUILD_ID, '@everyone'), role(ROLE_ID, 'policy')],
    channels: [{ id: CHANNEL_ID, type: 0, name: 'policy', position: 0, permission_overwrites: [] }],
    emojis: [],
    stickers: [],
    features: [],
    members: [],
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
  };
}
