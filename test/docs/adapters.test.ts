import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { chatAdapterContract } from '../contract/chat-adapter.ts';
import { serve } from '../servers/http.ts';
import { createNtfy } from './ntfy.ts';

const read = (path: string): string => readFileSync(resolve(import.meta.dirname, path), 'utf8');

it('shows in docs/ADAPTERS.md the very adapter that is proved here', () => {
  const example = read('ntfy.ts').replace("'../../adapters/chat/", "'./");

  expect(read('../../docs/ADAPTERS.md')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

chatAdapterContract('The example of docs/ADAPTERS.md', async () => {
  const taken: { readonly title: string; readonly message: string }[] = [];
  const server = await serve({
    nameOf: (method, url) => `${method} ${url.pathname}`,
    answer: ({ body }) => {
      const asked = JSON.parse(body.toString());
      if (asked.topic !== 'policy') return { status: 403 };
      taken.push(asked);
      return { status: 200, body: { id: 'x' } };
    },
    refusal: () => ({ status: 400 }),
    control: {},
  });
  const adapter = createNtfy({ fetch, clock: { now: () => Date.now() }, timeZone: 'UTC', timeoutMs: 1_000 });
  const kinds = {
    limited: 'status',
    lost: 'lost',
    failed: 'status-applied',
    unapplied: 'status',
    hang: 'hang',
  } as const;
  return {
    adapter,
    channel: `${server.origin}/policy`,
    refused: `${server.origin}/secret`,
    amends: false,
    seesRepeats: false,
    held: async () => taken.map(({ title, message }) => `${title}\n${message}`),
    fault: (kind) =>
      server.faults.add({
        on: 'POST',
        kind: kinds[kind],
        ...(kind === 'limited' ? { status: 429, retryAfter: '7' } : { status: 503 }),
      }),
    close: async () => {
      await adapter.stop();
      await server.stop();
    },
  };
});
