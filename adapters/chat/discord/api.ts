import { REST } from 'discord.js';
import { z } from 'zod';
import { SECOND_MS } from '../../../src/time.ts';

/** A call that takes longer is given up, and its outcome is uncertain. */
const CALL_TIMEOUT_MS = 10 * SECOND_MS;
/** A shorter limit that is foreseen is waited out; a longer one goes back to the outbox, which lets other channels go first. */
const PATIENCE_MS = 2 * SECOND_MS;

export interface AttachedFile {
  readonly name: string;
  readonly data: Uint8Array;
  readonly mediaType: string;
}

/** Discord's REST interface as we use it: one attempt a call; a failure is thrown and read by failureOf(). */
export interface DiscordApi {
  get(route: `/${string}`, query?: Readonly<Record<string, string>>): Promise<unknown>;
  send(
    method: 'POST' | 'PATCH' | 'PUT',
    route: `/${string}`,
    body: object,
    files?: readonly AttachedFile[],
  ): Promise<unknown>;
}

export interface ApiSettings {
  readonly botToken: string;
  readonly apiUrl: string | undefined;
  readonly timeoutMs?: number;
}

export const MessageAnswer = z.object({
  id: z.string().regex(/^\d+$/),
  author: z.object({ id: z.string() }).optional(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  embeds: z
    .array(
      z.object({
        title: z.string().nullish(),
        footer: z.object({ text: z.string() }).nullish(),
      }),
    )
    .default([]),
});

/** The options by which discord.js reaches an interface: it wants the address without the version, which it adds itself. */
export function interfaceOf(url: string | undefined): { readonly api?: string; readonly version: string } {
  const address = url?.replace(/\/+$/, '');
  const version = /\/v(\d+)$/.exec(address ?? '')?.[1] ?? '10';
  return { version, ...(address === undefined ? {} : { api: address.replace(/\/v\d+$/, '') }) };
}

/** discord.js gives a plain object. */
function headersOf(given: object): Headers {
  return new Headers(Object.entries(given).map(([name, value]) => [name, String(value)]));
}

/** Opens nothing yet: each call connects. */
export function createApi({ botToken, apiUrl, timeoutMs = CALL_TIMEOUT_MS }: ApiSettings): DiscordApi {
  const rest = new REST({
    ...interfaceOf(apiUrl),
    // A lost answer is for the outbox to repeat, with the same nonce and after a look.
    retries: 0,
    // Its own client would send through the feed client's dispatcher, which is of another version and takes no files.
    makeRequest: (url, { method = 'GET', headers = {}, body = null, signal = null }) =>
      fetch(url, { method, headers: headersOf(headers), body, signal }),
    timeout: timeoutMs,
    // The client foresees a limit by its own count, and then both figures are one; an answer 429 goes back at once,
    // for the client would ask again without a pause where it names none, and such answers are counted towards a ban.
    rejectOnRateLimit: ({ retryAfter, timeToReset }) => !(retryAfter === timeToReset && retryAfter <= PATIENCE_MS),
  }).setToken(botToken);
  // The client's own deadline ends with the headers; this one covers the body and the waiting too.
  const signal = (): AbortSignal => AbortSignal.timeout(timeoutMs + PATIENCE_MS);
  return {
    get: (route, query) => rest.get(route, { signal: signal(), ...(query && { query: new URLSearchParams(query) }) }),
    send: (method, route, body, files = []) => {
      const request = {
        body,
        signal: signal(),
        ...(files.length > 0 && {
          files: files.map(({ name, data, mediaType }) => ({
            name,
            data: Buffer.from(data),
            contentType: mediaType,
          })),
        }),
      };
      if (method === 'POST') return rest.post(route, request);
      return method === 'PATCH' ? rest.patch(route, request) : rest.put(route, request);
    },
  };
}
