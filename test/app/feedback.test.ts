import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { answer } from '../../src/app/answer.ts';
import { openDesk } from '../../src/app/desk.ts';
import { compose } from '../../src/app/digests.ts';
import { POLL_DEFAULTS, pollDue, type PollSettings } from '../../src/app/pipeline.ts';
import { createTeacher } from '../../src/app/teacher.ts';
import type { ParsedItem } from '../../src/feeds/item.ts';
import type { Button, Message } from '../../src/message/message.ts';
import { toPlain } from '../../src/message/plain.ts';
import { decide, judge } from '../../src/relevance/watch.ts';
import { draftProfile } from '../../src/story/draft.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/time.ts';
import { aFeed, aFeedback, anItem, anOpening, aStory, NOW } from '../fakes/builders.ts';
import { commandDeps } from '../fakes/deps.ts';
import { anEntry, CHARGED, HARBOUR_SEED, OPENS, UNRELATED } from '../fakes/harbour.ts';
import { aBody, fakePorts } from '../fakes/ports.ts';

const lexicon = loadLexicon();
const FEED = 'https://news.example/rss';
const story = aStory('harbour', {
  profile: draftProfile([HARBOUR_SEED], lexicon).profile,
  channels: [{ platform: 'slack', channel: 'C0POLICY' }],
  since: NOW - HOUR_MS,
});
const MORE = anEntry('more', `${OPENS.title}, purchasing head held`, {
  summary: `${OPENS.summary} Officers seized 40 boxes of papers and arrested Pieter Haak, the head of purchasing.`,
});
const COPY = anEntry('copy', `${OPENS.title} on Tuesday`, { summary: OPENS.summary });
const PROBES = [
  anItem('p1', { title: CHARGED.title, summary: CHARGED.summary, publishedAt: NOW + DAY_MS }),
  anItem('p2', { title: `${OPENS.title} again`, summary: OPENS.summary, publishedAt: NOW + DAY_MS }),
  anItem('p3', { title: UNRELATED.title, summary: UNRELATED.summary, publishedAt: NOW + DAY_MS }),
];

/** A bot that has told of the first follow-up, and is asked by U1 in the channel it told it in. */
async function aBot() {
  const ports = await fakePorts();
  await ports.store.stories.save(story);
  await ports.store.feeds.follow([aFeed(FEED)], NOW);
  const desk = await openDesk(ports, lexicon);
  const teacher = createTeacher(ports, desk);
  let round = 0;
  const poll = async (entries: readonly ParsedItem[], settings: PollSettings = POLL_DEFAULTS) => {
    round += 1;
    ports.parser.set(`${FEED}#${round}`, entries);
    ports.fetcher.set(FEED, aBody(`${FEED}#${round}`, FEED));
    ports.clock.advance(10 * MINUTE_MS);
    return pollDue(ports, desk, settings);
  };
  await poll([anEntry('old', 'Weather for the coming weekend', { publishedAt: NOW - DAY_MS })]);
  await poll([OPENS]);
  const ask = (command: string, text: string, user = 'U1', channel = 'C0POLICY'): Promise<Message> =>
    answer(
      { platform: 'slack', channel, user, command, text },
      commandDeps(ports, { watch: () => desk.watch(), teacher }),
    );
  const press = (button: Button | undefined, user = 'U1') => ask(button?.action ?? '', button?.value ?? '', user);
  const alerts = async () => (await ports.store.outbox.unsent(100)).toReversed();
  const told = async () => (await alerts()).map(({ place }) => place.kind);
  const button = async (label: string): Promise<Button | undefined> =>
    buttonsOf((await alerts())[0]?.message).get(label);
  const covered = () => ports.store.coverage.between(story.id, 0, NOW * 2);
  const decisions = () => PROBES.map((probe) => decide(desk.watch(), { ...probe }));
  return { ports, desk, poll, ask, press, told, button, covered, decisions };
}

function buttonsOf(message: Message | undefined): ReadonlyMap<string, Button> {
  const buttons = message?.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])) ?? [];
  return new Map(buttons.map((button) => [button.label, button]));
}

const oneLine = (title: string, undo: string): Message => ({
  tone: 'reply',
  title,
  importance: 'low',
  blocks: [{ type: 'buttons', buttons: [{ label: 'Undo', action: 'undo', value: undo }] }],
});

describe('[Not this story]', () => {
  it('takes the development out at once, and its undo restores what was decided and how the next is decided', async () => {
    const bot = await aBot();
    await bot.poll([COPY]);
    const before = { covered: await bot.covered(), decisions: bot.decisions() };
    const { title } = story.profile;

    const said = await bot.press(await bot.button('Not this story'));
    const during = { covered: await bot.covered(), decisions: bot.decisions() };
    const undone = await bot.press(buttonsOf(said).get('Undo'), 'U2');

    expect(before.covered.map(({ verdict, placement }) => [verdict.kind, placement?.kind])).toEqual([
      ['follow-up', 'opens'],
      ['follow-up', 'repeats'],
    ]);
    expect(said).toEqual(
      oneLine(`Taken out of ${title}, with one further report; items like them score lower from now on`, '1'),
    );
    expect(during.covered.map(({ verdict, placement }) => [verdict.kind, placement])).toEqual([
      ['unrelated', undefined],
      ['unrelated', undefined],
    ]);
    expect(during.covered[0]?.verdict.reasons).toContainEqual({
      signal: 'said',
      contribution: expect.any(Number),
      evidence: 'said by U1: not this story',
    });
    const near = (each: typeof before) => each.decisions[1]?.[0]?.verdict.score ?? 0;
    expect(near(during)).toBeLessThan(near(before) / 2);
    expect(undone).toEqual({
      tone: 'reply',
      title: `Undone: Not this story: "${OPENS.title}" and one further report`,
      importance: 'low',
      blocks: [],
    });
    expect(await bot.covered()).toStrictEqual(before.covered);
    expect(bot.decisions()).toStrictEqual(before.decisions);
  });

  it('is known after a restart: what is decided then is what would have been', async () => {
    const bot = await aBot();
    await bot.press(await bot.button('Not this story'));
    await bot.poll([CHARGED, UNRELATED]);

    const restarted = await openDesk(bot.ports, lexicon);

    for (const probe of PROBES) {
      expect(decide(restarted.watch(), { ...probe })).toStrictEqual(decide(bot.desk.watch(), { ...probe }));
      expect(restarted.cover({ ...probe })).toStrictEqual(bot.desk.cover({ ...probe }));
    }
  });

  it('still counts when the item is older than what is replayed', async () => {
    const bot = await aBot();
    const before = bot.decisions();
    await bot.press(await bot.button('Not this story'));
    bot.ports.clock.advance(40 * DAY_MS);

    const restarted = await openDesk(bot.ports, lexicon);

    const [decision] = decide(restarted.watch(), { ...(PROBES[1] ?? anItem('p2')) });
    expect(decision?.verdict.reasons.map(({ signal }) => signal)).toContain('refused');
    expect(decision?.verdict.score).toBeLessThan(before[1]?.[0]?.verdict.score ?? 0);
  });

  it('is said once: a second press says who said it', async () => {
    const bot = await aBot();
    const button = await bot.button('Not this story');
    await bot.press(button);

    expect(await bot.press(button, 'U2')).toEqual(oneLine('So it is already: U1 said it on 18 Feb', '1'));
    expect(await bot.ports.store.feedback.log(undefined, 10)).toHaveLength(1);
  });

  it('changes nothing where it cannot be stored', async () => {
    const bot = await aBot();
    const before = { covered: await bot.covered(), decisions: bot.decisions() };
    const broken = createTeacher(
      {
        clock: bot.ports.clock,
        store: {
          ...bot.ports.store,
          transaction: (work) =>
            bot.ports.store.transaction(async (tx) => {
              await work(tx);
              throw new Error('the disk is full');
            }),
        },
      },
      bot.desk,
    );
    const [first] = before.covered;

    const saying = broken.say({
      kind: 'not-this-story',
      story: story.id,
      development: first?.placement?.development.id,
      items: first === undefined ? [] : [first.item.id],
      title: 'x',
      target: { platform: 'slack', channel: 'C0POLICY' },
      user: 'U1',
      at: NOW,
      until: undefined,
    });

    await expect(saying).rejects.toThrow('the disk is full');
    expect(await bot.covered()).toStrictEqual(before.covered);
    expect(bot.decisions()).toStrictEqual(before.decisions);
    expect(await bot.ports.store.feedback.log(undefined, 10)).toEqual([]);
  });
});

describe('[This story]', () => {
  const MISSED = anEntry('missed', 'Dredgers idle as quay tender is withdrawn', {
    summary: 'The tender for the second quay is withdrawn, and the dredgers wait.',
  });
  const ALIKE = anItem('alike', {
    title: 'Dredgers leave as quay tender stays withdrawn',
    summary: 'The second quay waits for a new tender.',
    publishedAt: NOW + DAY_MS,
  });

  /** A bot that has read the missed item, and the button that takes it in. */
  async function missing() {
    const bot = await aBot();
    await bot.poll([MISSED]);
    const item = (await bot.ports.store.coverage.search('dredgers', 1))[0]?.id ?? '';
    const why = await bot.ask('why', item);
    return { bot, item, button: buttonsOf(why).get('This story') };
  }

  it('takes in an item that came near no story, without an alert, and its like score higher', async () => {
    const { bot, item, button } = await missing();
    const told = await bot.told();
    const before = judge(bot.desk.watch(), story.id, { ...ALIKE });

    const said = await bot.press(button);

    expect(said).toEqual(
      oneLine(`Taken into ${story.profile.title}, and not posted; what it names is looked for from now on`, '1'),
    );
    const taken = (await bot.covered()).find((each) => each.item.id === item);
    expect(taken?.verdict.kind).toBe('follow-up');
    expect(taken?.placement?.kind).toBe('opens');
    const sum = taken?.verdict.reasons.reduce((total, { contribution }) => total + contribution, 0) ?? 0;
    expect(taken?.verdict.score).toBeCloseTo(1 / (1 + Math.exp(-sum)), 4);
    expect(taken?.verdict.reasons).toContainEqual({
      signal: 'said',
      contribution: expect.any(Number),
      evidence: 'said by U1: this story',
    });
    expect(await bot.told()).toEqual(told);
    expect(judge(bot.desk.watch(), story.id, { ...ALIKE }).score).toBeGreaterThan(2 * before.score);
    expect(buttonsOf(await bot.ask('why', item)).has('Not this story')).toBe(true);
    await expect(bot.ask('this-story', item)).resolves.toMatchObject({
      title: `"${MISSED.title}" follows ${story.profile.title} already`,
    });
  });

  it('shows what the story looks for by it', async () => {
    const { bot, button } = await missing();
    const shown = async () => toPlain(await bot.ask('show', story.id));
    const before = await shown();
    await bot.press(button);

    expect(before).not.toContain(`• ${MISSED.title}`);
    expect(await shown()).toContain(`• ${MISSED.title}: `);
    expect((await bot.ports.store.stories.all())[0]?.profile).toEqual(story.profile);
  });

  it('is undone as if it had never been said', async () => {
    const { bot, item, button } = await missing();
    const follows = async () => (await bot.covered()).filter(({ verdict }) => verdict.kind === 'follow-up');
    const before = { follows: await follows(), decisions: bot.decisions(), why: await bot.ask('why', item) };

    const said = await bot.press(button);
    await bot.press(buttonsOf(said).get('Undo'));

    expect(await follows()).toStrictEqual(before.follows);
    expect(bot.decisions()).toStrictEqual(before.decisions);
    expect(await bot.ask('why', item)).toStrictEqual(before.why);
    expect(await bot.ports.store.coverage.developments(story.id, 0)).toHaveLength(1);
  });

  it('is known after a restart', async () => {
    const { bot, button } = await missing();
    await bot.press(button);
    await bot.poll([CHARGED, UNRELATED]);

    const restarted = await openDesk(bot.ports, lexicon);

    for (const probe of [...PROBES, ALIKE]) {
      expect(decide(restarted.watch(), { ...probe })).toStrictEqual(decide(bot.desk.watch(), { ...probe }));
      expect(restarted.cover({ ...probe })).toStrictEqual(bot.desk.cover({ ...probe }));
    }
  });

  it('brings back what was taken out, where it stood', async () => {
    const bot = await aBot();
    const before = await bot.covered();
    await bot.press(await bot.button('Not this story'));

    await bot.ask('this-story', before[0]?.item.id ?? '');

    const [after] = await bot.covered();
    expect(after?.verdict.kind).toBe('follow-up');
    expect(after?.placement).toStrictEqual(before[0]?.placement);
  });

  it('stays where it stands whatever is said of it later, and stands somewhere again after it', async () => {
    const { bot, item, button } = await missing();
    const placed = async () => (await bot.covered()).find((each) => each.item.id === item)?.placement;
    await bot.press(button);
    const first = await placed();

    await bot.ask('important', item);
    expect(await placed()).toStrictEqual(first);
    await bot.ask('undo', '');
    expect(await placed()).toStrictEqual(first);
    await bot.ask('not-this-story', item);
    expect(await placed()).toBeUndefined();
    await bot.ask('undo', '');
    expect((await placed())?.kind).toBe('opens');
  });

  it('lets the next new fact open the thread that it did not', async () => {
    const { bot, button } = await missing();
    await bot.press(button);

    await bot.poll([
      anEntry('next', `${MISSED.title}, minister orders review`, {
        summary: `${MISSED.summary} The minister of ports orders a review by 12 March and suspends Anna Brandt.`,
      }),
    ]);

    expect(await bot.told()).toEqual(['root', 'root']);
  });
});

describe('[Important]', () => {
  it('lets new facts through beyond the hourly cap, and undo brings the cap back', async () => {
    const bot = await aBot();
    const capped = { ...POLL_DEFAULTS, policy: { perHour: 1 } };

    const said = await bot.press(await bot.button('Important'));
    await bot.poll([MORE], capped);
    const loud = await bot.told();
    await bot.press(buttonsOf(said).get('Undo'));
    await bot.poll(
      [{ ...MORE, id: 'third', url: 'https://news.example/third', title: `${MORE.title}, 12 freed` }],
      capped,
    );

    expect(said).toEqual(
      oneLine('Marked as important: new facts on it are always posted, and it leads the digest', '1'),
    );
    expect(loud).toEqual(['root', 'reply', 'amend']);
    expect((await bot.told()).filter((kind) => kind === 'reply')).toHaveLength(1);
  });

  it('leads the digest', async () => {
    const { store } = await fakePorts();
    const followed = aStory();
    const older = anOpening(anItem('one', { publishedAt: NOW - HOUR_MS }), 'harbour', 'dev-one');
    const newer = anOpening(anItem('two'));
    await store.stories.save(followed);
    await store.coverage.saveItems([older.item, newer.item]);
    await store.coverage.save([older, newer]);
    const titles = async (): Promise<readonly string[]> => {
      const { blocks } = await compose(store, [followed], { from: NOW - DAY_MS, to: NOW + DAY_MS }, 'UTC');
      const list = blocks.find((block) => block.type === 'list');
      return list?.items.map(([first]) => (typeof first === 'object' && 'text' in first ? first.text : '')) ?? [];
    };
    const before = await titles();

    await store.feedback.record(aFeedback('important'));

    expect(before).toEqual(['Title of two', 'Title of one']);
    expect(await titles()).toEqual(['Title of one', 'Title of two']);
  });
});

describe('[Already known]', () => {
  it('keeps further reports and posts none, until it is undone', async () => {
    const bot = await aBot();

    const said = await bot.press(await bot.button('Already known'));
    await bot.poll([MORE]);

    expect(said).toEqual(oneLine('Noted as known: further reports of it wait for the digest', '1'));
    expect((await bot.covered()).map(({ placement }) => placement?.kind)).toEqual(['opens', 'develops']);
    expect(await bot.told()).toEqual(['root']);
  });
});

describe('[Mute]', () => {
  it('asks how long, holds what comes for the digest until then, and tells again after', async () => {
    const bot = await aBot();

    const asked = await bot.press(await bot.button('Mute'));
    const muted = await bot.press(buttonsOf(asked).get('4 hours'));
    await bot.poll([MORE]);
    const during = await bot.told();
    bot.ports.clock.advance(4 * HOUR_MS);
    await bot.poll([{ ...MORE, id: 'third', url: 'https://news.example/third', title: `${MORE.title}, 12 freed` }]);

    const [item] = await bot.covered();
    const value = (span: string) => `harbour ${span} on ${item?.item.id}`;
    expect(asked).toEqual({
      tone: 'reply',
      title: `Mute "${OPENS.title}" here for how long?`,
      importance: 'low',
      blocks: [
        {
          type: 'paragraph',
          spans: ['What is new then waits for the digest. For the whole story: /story mute harbour.'],
        },
        {
          type: 'buttons',
          buttons: [
            { label: '4 hours', action: 'mute', value: value('4h') },
            { label: '1 day', action: 'mute', value: value('1d') },
            { label: '1 week', action: 'mute', value: value('1w') },
          ],
        },
      ],
    });
    expect(muted).toEqual(
      oneLine(`Muted here for 4 hours, until 18 Feb, 16:20: "${OPENS.title}" waits for the digest`, '1'),
    );
    expect(during).toEqual(['root']);
    expect(await bot.told()).toEqual(['root', 'reply', 'amend']);
  });

  it('holds a whole story by command, where it posts and nowhere else', async () => {
    const bot = await aBot();

    const elsewhere = await bot.ask('mute', 'harbour 1d', 'U1', 'C0OTHER');
    const muted = await bot.ask('mute', '1d');
    await bot.poll([{ ...CHARGED, publishedAt: NOW + HOUR_MS }]);
    const during = await bot.told();
    const open = await bot.ask('unmute', '');
    const again = await bot.ask('unmute', '');

    expect(elsewhere).toEqual({
      tone: 'problem',
      title: `${story.profile.title} posts nothing here`,
      blocks: [{ type: 'paragraph', spans: ['Mute it in the channel in which its alerts appear.'] }],
    });
    expect(muted).toEqual(
      oneLine(`Muted here for 1 day, until 19 Feb, 12:20: "${story.profile.title}" waits for the digest`, '1'),
    );
    expect(during).toEqual(['root']);
    expect([open.title, again.title]).toEqual([
      `${story.profile.title} is no longer muted here: alerts come as ever`,
      `${story.profile.title} is not muted here`,
    ]);
  });
});

describe('what was said', () => {
  it('is shown with the story, and in the log with who undid it', async () => {
    const bot = await aBot();
    await bot.press(await bot.button('Important'));
    await bot.ask('mute', 'harbour 1w', 'U2');
    await bot.ask('undo', '1', 'U3');

    const shown = (await bot.ask('show', '')).blocks;
    const audit = await bot.ask('audit', 'harbour');

    const heading = shown.findIndex((block) => block.type === 'heading' && block.text === 'What people said');
    expect(shown[heading + 1]).toEqual({
      type: 'list',
      items: [[`Mute: "${story.profile.title}" until 25 Feb, 12:20 · U2`]],
    });
    const at = { time: NOW + 20 * MINUTE_MS, show: 'time' };
    expect(audit).toEqual({
      tone: 'reply',
      title: `${story.profile.title}: 2 changes`,
      blocks: [
        {
          type: 'list',
          items: [
            [{ bold: '#2' }, ` Mute: "${story.profile.title}" until 25 Feb, 12:20 · U2, 18 Feb, `, at, ''],
            [{ bold: '#1' }, ` Important: "${OPENS.title}" · U1, 18 Feb, `, at, ' · undone by U3, 18 Feb, 12:20'],
          ],
        },
        { type: 'buttons', buttons: [{ label: 'Undo #2', action: 'undo', value: '2' }] },
      ],
    });
  });

  it('is undone by number or as one’s own last word; there is nothing to undo twice', async () => {
    const bot = await aBot();
    await bot.press(await bot.button('Already known'));
    const titles: string[] = [];
    for (const [text, user] of [
      ['', 'U2'],
      ['', 'U1'],
      ['1', 'U1'],
      ['9', 'U1'],
    ] as const)
      titles.push((await bot.ask('undo', text, user)).title);

    expect(titles).toEqual([
      'There is nothing of yours to undo',
      `Undone: Already known: "${OPENS.title}"`,
      `Undone already: Already known: "${OPENS.title}"`,
      'Nothing has the number "9"',
    ]);
  });

  it.each([
    ['important', '', 'Which item?'],
    ['important', 'nowhere', 'No item "nowhere"'],
  ])('%s %j is answered with what is wrong', async (command, text, title) => {
    const bot = await aBot();

    expect(await bot.ask(command, text)).toMatchObject({ tone: 'problem', title });
  });
});
