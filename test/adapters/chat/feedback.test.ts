import { afterEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../adapters/chat/discord/index.ts';
import { createSlack } from '../../../adapters/chat/slack/index.ts';
import { loadLexicon } from '../../../config/lexicon.ts';
import { answer } from '../../../src/app/answer.ts';
import { openDesk } from '../../../src/app/desk.ts';
import { DRAIN_DEFAULTS, drainOutbox } from '../../../src/app/outbox.ts';
import { createPacer } from '../../../src/app/pacer.ts';
import { POLL_DEFAULTS, pollDue } from '../../../src/app/pipeline.ts';
import { createTeacher } from '../../../src/app/teacher.ts';
import { commands } from '../../../src/commands/index.ts';
import type { ChatAdapter } from '../../../src/ports.ts';
import { decide } from '../../../src/relevance/watch.ts';
import { draftProfile } from '../../../src/story/draft.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/time.ts';
import { aFeed, anItem, aStory, NOW } from '../../fakes/builders.ts';
import { anEntry, HARBOUR_SEED, OPENS } from '../../fakes/harbour.ts';
import { commandDeps } from '../../fakes/deps.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { aBody, fakePorts } from '../../fakes/ports.ts';
import * as discord from '../../servers/discord.ts';
import * as slack from '../../servers/slack.ts';
import { PNG } from './settings.ts';

const lexicon = loadLexicon();
const FEED = 'https://news.example/rss';
const LIKE_IT = anItem('like', { title: `${OPENS.title} again`, summary: OPENS.summary, publishedAt: NOW + DAY_MS });
const shared = { rasterise: () => PNG, log: createFakeLog(), timeZone: 'UTC', timeoutMs: 5_000 };

/** A platform as somebody sits before it: what is posted, the buttons under it, and what is whispered after a press. */
interface Platform {
  readonly adapter: ChatAdapter;
  readonly channel: string;
  /** The buttons of the message in the channel, by label. */
  readonly buttons: () => ReadonlyMap<string, string>;
  /** `ephemeral`: the button stands under what the presser alone sees. */
  readonly press: (button: string, ephemeral?: boolean) => Promise<Whispered>;
  readonly stop: () => Promise<void>;
}

interface Whispered {
  readonly text: string;
  readonly isPrivate: boolean;
  /** It takes the place of the message under which the button stands. */
  readonly isInPlace: boolean;
  readonly buttons: ReadonlyMap<string, string>;
}

/** Every object below, at any depth, of a type. */
function nodesOf(node: unknown, fits: (node: object) => boolean): readonly object[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = fits(node) ? [node] : [];
  return [...own, ...Object.values(node).flatMap((value) => nodesOf(value, fits))];
}

const text = (node: object, ...path: readonly string[]): string =>
  String(
    path.reduce<unknown>((value, key) => (typeof value === 'object' && value ? Reflect.get(value, key) : ''), node),
  );

async function onSlack(): Promise<Platform> {
  const server = await slack.startSlack();
  const adapter = createSlack({
    ...shared,
    botToken: slack.BOT_TOKEN,
    appToken: slack.APP_TOKEN,
    http: undefined,
    apiUrl: server.url,
  });
  const buttonsIn = (payload: unknown) =>
    new Map(
      nodesOf(payload, (node) => Reflect.get(node, 'type') === 'button').map((button) => [
        text(button, 'text', 'text'),
        JSON.stringify({ action_id: text(button, 'action_id'), value: text(button, 'value') }),
      ]),
    );
  return {
    adapter,
    channel: 'C0POLICY',
    buttons: () => buttonsIn(server.state.messages[0]?.blocks),
    async press(button, ephemeral = false) {
      const payload = await server.press({ ...JSON.parse(button), ephemeral });
      const isPrivate = payload['response_type'] === 'ephemeral';
      const isInPlace = payload['replace_original'] === true;
      return { text: text(payload, 'text'), isPrivate, isInPlace, buttons: buttonsIn(payload) };
    },
    async stop() {
      await adapter.stop();
      await server.stop();
    },
  };
}

async function onDiscord(): Promise<Platform> {
  const server = await discord.startDiscord();
  const adapter = createDiscord({
    ...shared,
    botToken: discord.BOT_TOKEN,
    applicationId: discord.APPLICATION_ID,
    guildId: discord.GUILD_ID,
    apiUrl: server.url,
    commands,
  });
  const buttonsIn = (payload: unknown) =>
    new Map(
      nodesOf(payload, (node) => Reflect.get(node, 'custom_id') !== undefined).map((button) => [
        text(button, 'label'),
        text(button, 'custom_id'),
      ]),
    );
  return {
    adapter,
    channel: discord.CHANNEL_ID,
    buttons: () => buttonsIn(server.state.messages[0]?.components),
    async press(button, ephemeral = false) {
      const payload = await server.press(button, { ephemeral });
      const [embed = {}] = nodesOf(payload['embeds'], (node) => Reflect.get(node, 'title') !== undefined);
      // Type 6 edits the message of the button, which the presser alone sees already.
      const isInPlace = text(payload, 'deferred', 'type') === '6';
      const isPrivate = isInPlace ? ephemeral : text(payload, 'deferred', 'data', 'flags') === '64';
      return { text: text(embed, 'title'), isPrivate, isInPlace, buttons: buttonsIn(payload['components']) };
    },
    async stop() {
      await adapter.stop();
      await server.stop();
    },
  };
}

/** A bot on the platform that has posted an alert on the first follow-up. */
async function aBotOn(platform: Platform) {
  const { adapter, channel } = platform;
  const ports = await fakePorts({ chats: [adapter] });
  const story = aStory('harbour', {
    profile: draftProfile([HARBOUR_SEED], lexicon).profile,
    channels: [{ platform: adapter.platform, channel }],
    since: NOW - HOUR_MS,
  });
  await ports.store.stories.save(story);
  await ports.store.feeds.follow([aFeed(FEED)], NOW);
  const desk = await openDesk(ports, lexicon);
  const teacher = createTeacher(ports, desk);
  for (const entry of [anEntry('old', 'Weather for the weekend', { publishedAt: NOW - DAY_MS }), OPENS]) {
    ports.parser.set(entry.id, [entry]);
    ports.fetcher.set(FEED, aBody(entry.id, FEED));
    await pollDue(ports, desk, POLL_DEFAULTS);
    ports.clock.advance(10 * MINUTE_MS);
  }
  await drainOutbox(ports, { ...DRAIN_DEFAULTS, pacer: createPacer() });
  await adapter.start((call) => answer(call, commandDeps(ports, { watch: () => desk.watch(), teacher })));
  return {
    ports,
    story,
    state: async () => ({
      covered: await ports.store.coverage.between(story.id, 0, NOW * 2),
      decided: decide(desk.watch(), { ...LIKE_IT }),
    }),
  };
}

describe.each([
  ['Slack', onSlack, 'U0READER'],
  ['Discord', onDiscord, '600000000000000001'],
] as const)('what people teach on %s', (_name, open, user) => {
  const opened: Platform[] = [];
  afterEach(async () => {
    for (const platform of opened.splice(0)) await platform.stop();
  });
  const setUp = async () => {
    const platform = await open();
    opened.push(platform);
    return { platform, bot: await aBotOn(platform) };
  };

  it('goes from the alert to the memory and back: [Not this story], then [Undo]', async () => {
    const { platform, bot } = await setUp();
    const before = await bot.state();

    const said = await platform.press(platform.buttons().get('Not this story') ?? '');
    const during = await bot.state();
    const undone = await platform.press(said.buttons.get('Undo') ?? '', true);

    expect([...platform.buttons().keys()]).toEqual(['Why?', 'Not this story', 'Already known', 'Important', 'Mute']);
    expect([said.text.split('\n')[0], said.isPrivate, [...said.buttons.keys()]]).toEqual([
      `Taken out of ${bot.story.profile.title}; items like it score lower from now on`,
      true,
      ['Undo'],
    ]);
    expect(during.covered.map(({ verdict, placement }) => [verdict.kind, placement])).toEqual([
      ['unrelated', undefined],
    ]);
    expect(during.decided[0]?.verdict.reasons.map(({ signal }) => signal)).toContain('refused');
    expect([said.isInPlace, undone.isInPlace]).toEqual([false, true]);
    expect(undone.text.split('\n')[0]).toBe(`Undone: Not this story: "${OPENS.title}"`);
    expect(await bot.state()).toStrictEqual(before);
    const [row] = await bot.ports.store.feedback.log(undefined, 10);
    expect(row).toMatchObject({ kind: 'not-this-story', user, undone: { user } });
  });

  it('mutes here by two presses: [Mute], then [1 day]', async () => {
    const { platform, bot } = await setUp();

    const asked = await platform.press(platform.buttons().get('Mute') ?? '');
    const muted = await platform.press(asked.buttons.get('1 day') ?? '', true);

    expect([...asked.buttons.keys()]).toEqual(['4 hours', '1 day', '1 week']);
    expect([asked.isPrivate, muted.isPrivate]).toEqual([true, true]);
    expect([asked.isInPlace, muted.isInPlace]).toEqual([false, true]);
    const [item] = (await bot.state()).covered;
    expect(await bot.ports.store.feedback.inForce(bot.story.id, bot.ports.clock.now())).toStrictEqual([
      {
        id: '1',
        kind: 'mute',
        story: 'harbour',
        development: item?.placement?.development.id,
        items: [],
        title: OPENS.title,
        target: { platform: platform.adapter.platform, channel: platform.channel },
        user,
        at: bot.ports.clock.now(),
        until: bot.ports.clock.now() + DAY_MS,
        undone: undefined,
      },
    ]);
  });
});
