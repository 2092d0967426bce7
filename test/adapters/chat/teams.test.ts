import { createRequire } from 'node:module';
import type * as Cards from 'adaptivecards';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTeams } from '../../../adapters/chat/teams.ts';
import { bytesOf, renderTeams, TEAMS_BYTES, type TeamsPayload } from '../../../adapters/chat/teams-card.ts';
import { chatAdapterContract } from '../../contract/chat-adapter.ts';
import { outgoingOf } from '../../contract/outgoing.ts';
import { aMessage } from '../../message/messages.ts';
import { type FakeServer, serve } from '../../servers/http.ts';
import { aDigestMessage, anAlertMessage } from './alert.ts';

/** The package's modules are for bundlers; Node reads its bundle. */
const cards: typeof Cards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

/** A workflow that takes what Teams would show, and nothing else. */
const aWorkflow = async (): Promise<FakeServer & { readonly taken: TeamsPayload[] }> => {
  const taken: TeamsPayload[] = [];
  const fake = await serve({
    nameOf: (method, url) => `${method} ${url.pathname}`,
    answer: ({ url, body }) => {
      if (url.pathname === '/gone') return { status: 404 };
      const payload: TeamsPayload = JSON.parse(body.toString());
      if (body.length > 28 * 1024 || cardFaults(payload).length > 0) return { status: 400 };
      taken.push(payload);
      return { status: 202 };
    },
    refusal: () => ({ status: 400 }),
    control: {},
  });
  return { ...fake, taken };
};

/** What Microsoft's own reader of cards says of a payload, and what it would leave out. */
function cardFaults({ attachments: [{ content }] }: TeamsPayload): readonly string[] {
  const context = new cards.SerializationContext();
  const card = new cards.AdaptiveCard();
  card.parse(content, context);
  const said = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  const { $schema: _schema, msteams: _teams, ...known } = content;
  const isWhole = JSON.stringify(sorted(card.toJSON())) === JSON.stringify(sorted(known));
  return [
    ...said,
    ...card.validateProperties().validationEvents.map(({ message }) => message),
    ...(isWhole ? [] : ['something is left out']),
  ];
}

function sorted(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(sorted);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, sorted(value)] as const);
  return Object.fromEntries(entries.filter(([key]) => key !== '$schema').sort(([a], [b]) => a.localeCompare(b)));
}

const textOf = ({ attachments: [{ content }] }: TeamsPayload): string =>
  content.body.map(({ inlines }) => inlines.map(({ text }) => text).join('')).join('\n');
const aTeams = () => createTeams({ fetch, clock: { now: () => Date.now() }, timeZone: 'UTC', timeoutMs: 1_000 });

chatAdapterContract('Teams', async () => {
  const workflow = await aWorkflow();
  const adapter = aTeams();
  const kinds = {
    limited: 'status',
    lost: 'lost',
    failed: 'status-applied',
    unapplied: 'status',
    hang: 'hang',
  } as const;
  return {
    adapter,
    channel: `${workflow.origin}/workflow`,
    refused: `${workflow.origin}/gone`,
    amends: false,
    seesRepeats: false,
    held: async () => workflow.taken.map(textOf),
    fault: (kind) =>
      workflow.faults.add({
        on: 'POST',
        kind: kinds[kind],
        ...(kind === 'limited' ? { status: 429, retryAfter: '7' } : { status: 503 }),
      }),
    close: async () => {
      await adapter.stop();
      await workflow.stop();
    },
  };
});

describe('a card', () => {
  let workflow: Awaited<ReturnType<typeof aWorkflow>>;
  beforeEach(async () => {
    workflow = await aWorkflow();
  });
  afterEach(() => workflow.stop());

  it.each([anAlertMessage, aDigestMessage])('is one that Microsoft reads whole', (message) => {
    expect(cardFaults(renderTeams(message, { timeZone: 'UTC', above: [] }))).toEqual([]);
  });

  it('says what a chat would say, in text that is not read as markdown', () => {
    const { body } = renderTeams(anAlertMessage, { timeZone: 'UTC', above: [] }).attachments[0].content;

    expect(body.every(({ type }) => type === 'RichTextBlock')).toBe(true);
    expect(body[0]?.inlines).toEqual([
      {
        type: 'TextRun',
        text: 'Ministers order *prosecutors* to examine X & Meta',
        weight: 'Bolder',
        size: 'Medium',
        color: 'Attention',
        selectAction: { type: 'Action.OpenUrl', url: 'https://news.example/a_b' },
      },
    ]);
    expect(body.slice(1).map(({ inlines }) => inlines.map(({ text }) => text).join(''))).toEqual([
      'The cabinet agreed on Tuesday to ask, “at once”.',
      'Source: Example Times',
      'Reported: 17 February 2026, 13:05',
      'names X, Meta · 2 independent sources',
    ]);
  });

  it('says what a reply belongs to, and that it may be a repeat', async () => {
    const adapter = aTeams();
    const channel = `${workflow.origin}/workflow`;

    const root = await adapter.post(
      outgoingOf({ channel, key: 'k0', message: aMessage({ title: 'Ministers agree' }) }),
    );
    if (root.kind !== 'posted') throw new Error(root.why);
    const message = aMessage({ title: 'Parliament answers' });
    await adapter.post(outgoingOf({ channel, place: 'reply', root: root.receipt, message, uncertainSince: 0 }));

    expect(workflow.taken.map((payload) => textOf(payload).split('\n').slice(0, 3))[1]).toEqual([
      'More on: Ministers agree',
      'Perhaps a repeat: the answer to the first attempt was lost.',
      'Parliament answers',
    ]);
  });

  it('keeps within what Teams takes, and says that it was cut', () => {
    const link = `https://news.example/${'a'.repeat(1_900)}`;
    const items = Array.from({ length: 30 }, (_, at) => [{ link, text: `Ministers agree ${at}` }]);

    const payload = renderTeams(aMessage({ blocks: [{ type: 'list', items }] }), { timeZone: 'UTC', above: [] });

    expect(bytesOf(payload)).toBeLessThanOrEqual(TEAMS_BYTES);
    expect(textOf(payload)).toContain('Ministers agree 5');
    expect(textOf(payload)).toMatch(/left out\.$/);
  });

  it('goes nowhere else than to an address', async () => {
    expect(await aTeams().post(outgoingOf({ channel: 'general' }))).toMatchObject({ kind: 'closed' });
  });
});
