import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderDiscord } from '../../adapters/chat/discord/render.ts';
import { renderSlack } from '../../adapters/chat/slack/render.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import type { CommandCall } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/index.ts';
import type { Who } from '../../src/commands/permission.ts';
import { UserError } from '../../src/errors.ts';
import { feedHealth } from '../../src/digest/words.ts';
import { toPlain } from '../../src/message/plain.ts';
import type { Store } from '../../src/ports.ts';
import { DAY_MS } from '../../src/time.ts';
import { buttonsIn, createAsker, hoursAgo } from '../fakes/asker.ts';
import { aFeed, aFurther, anAlert, anItem, anOpening, aProfile, aStory, aVerdict, NOW } from '../fakes/builders.ts';

describe('answer', () => {
  let store: Store;
  const { log, ask: asking, text, follow, keep } = createAsker(() => store);
  const ask = (line: string, asker: Partial<CommandCall> = {}, change: Who = 'everyone', lookup: Who = 'everyone') =>
    asking(line, asker, { roles: { lookup, change } });

  beforeEach(async () => {
    store = await openSqlite(':memory:');
  });
  afterEach(() => store.close());

  it('lists stories with their week', async () => {
    await follow(aStory('harbour'), aStory('rail', { profile: aProfile({ title: 'Rail strike' }) }));
    const opened = anOpening(hoursAgo('one', 30));
    const unsure = {
      ...anOpening(hoursAgo('near', 3)),
      verdict: aVerdict({ kind: 'unsure', score: 0.4 }),
      placement: undefined,
    };
    const old = anOpening(anItem('old', { publishedAt: NOW - 9 * DAY_MS, firstSeenAt: NOW - 9 * DAY_MS }));
    await keep(old, opened, aFurther(hoursAgo('two', 20), opened, 'develops'), unsure);

    expect(await text('list')).toBe(
      [
        '2 stories are followed',
        '• Harbour inquiry (harbour) · this week: 2 follow-ups, 1 new development, 1 near miss',
        '• Rail strike (rail) · this week: no follow-ups, no new developments',
        '[Share in channel]',
      ].join('\n'),
    );
  });

  it('tells in the list where nothing is posted, why and how to go on', async () => {
    await follow(aStory('harbour'));
    const target = { platform: 'webhook', channel: 'https://hook.example/secret-path' };
    await store.outbox.add([anAlert('one', { target }), anAlert('two', { target })]);
    await store.outbox.stop({ target, why: 'hook.example answered 410', since: NOW });

    expect(await text('list')).toBe(
      [
        'One story is followed',
        '• Harbour inquiry (harbour) · this week: no follow-ups, no new developments',
        '',
        'Nothing is posted to',
        '• webhook:hook.example · since 18 Feb, 13:00 · hook.example answered 410 · 2 messages waiting',
        'Mend that, then use /story there or restart Storywatch: what waits is posted then.',
        '[Share in channel]',
      ].join('\n'),
    );
    expect(await store.outbox.stopped()).toHaveLength(1);
  });

  it('tries a channel again that was stopped, and says so, once somebody who may asks in it', async () => {
    await follow(aStory('harbour'));
    const target = { platform: 'slack', channel: 'C0POLICY' };
    await store.outbox.add([anAlert('one', { target })]);
    await store.outbox.stop({ target, why: 'the channel is archived', since: NOW });

    await ask('list', {}, ['U2'], ['U2']);
    expect(await store.outbox.stopped()).toHaveLength(1);

    expect(await text('list')).toBe(
      [
        'One story is followed',
        'Nothing was posted in this channel since 18 Feb, 13:00: the channel is archived. It is tried again now, with 1 message that waited.',
        '• Harbour inquiry (harbour) · this week: no follow-ups, no new developments',
        '[Share in channel]',
      ].join('\n'),
    );
    expect(await store.outbox.stopped()).toEqual([]);
    expect(await text('list')).not.toContain('Nothing was posted');
  });

  it('turns the pages of a long list', async () => {
    await follow(...Array.from({ length: 12 }, (_, at) => aStory(`story-${String(at + 1).padStart(2, '0')}`)));

    const first = await ask('list');
    const last = await text('list from 11');

    expect(buttonsIn(first)).toEqual(
      new Map([
        ['Next', { label: 'Next', action: 'page', value: 'list from 6' }],
        ['Share in channel', { label: 'Share in channel', action: 'share', value: 'list' }],
      ]),
    );
    expect(last).toMatch(/story-11\)[\s\S]*story-12\)[\s\S]*\n11–12 of 12\n\[Previous\] \[Share in channel\]$/);
  });

  it('shows what a story looks for, what happened last and how its feeds are', async () => {
    await follow(aStory('harbour', { profile: aProfile({ threshold: 0.6, exclude: ['harbour seal'] }) }));
    const opened = anOpening(hoursAgo('one', 5));
    await keep(opened, aFurther(hoursAgo('two', 3, { source: 'Times' }), opened, 'develops'));
    await store.feeds.follow([aFeed()], NOW);

    expect(await text('show')).toBe(
      [
        'Harbour inquiry',
        'Name: harbour',
        'Followed since: 18 Feb',
        'Posts to: console:desk',
        'Actors: Port Authority',
        'Terms: inquiry',
        'Threshold: a score of 0.60 of 1, balanced',
        'Never: harbour seal',
        '',
        'Strands: an item follows the story if it follows one',
        '• Inquiry: Port Authority, inquiry',
        '',
        'Last developments',
        '• Title of one · 18 Feb · 2 independent sources',
        `${feedHealth(await store.feeds.all())}.`,
        '[Latest follow-ups] [Share in channel]',
      ].join('\n'),
    );
  });

  it('gives the newest follow-ups without copies, a screen at a time', async () => {
    await follow(aStory('harbour'));
    const opened = anOpening(hoursAgo('0', 50));
    const further = Array.from({ length: 8 }, (_, at) =>
      aFurther(hoursAgo(`${at + 1}`, 40 - at), opened, at === 7 ? 'repeats' : 'develops'),
    );
    await keep(opened, ...further);

    const first = await ask('latest harbour 7');
    const next = buttonsIn(first).get('Next');

    expect(toPlain(first, { timeZone: 'Europe/Madrid' }).split('\n').slice(0, 2)).toEqual([
      'Harbour inquiry: the newest 7 follow-ups',
      '• Title of 7 (https://news.example/7) · News · 17 Feb, 03:00 · further',
    ]);
    expect(next).toEqual({ label: 'Next', action: 'page', value: 'latest harbour 7 from 6' });
    expect(await text(`page ${next?.value}`)).toMatch(
      /^Harbour inquiry: the newest 7 follow-ups\n• Title of 2 .*\n• Title of 1 .*\n6–7 of 7\n\[Why 6\?\] \[Why 7\?\] \[Previous\] \[Share in channel\]$/,
    );
  });

  it('keeps the button to the next page on every platform', async () => {
    await follow(aStory('harbour'));
    await keep(...Array.from({ length: 8 }, (_, at) => anOpening(hoursAgo(`${at}`, at + 1))));

    const message = await ask('latest 8');

    expect(JSON.stringify(renderSlack(message, { timeZone: 'UTC' }).blocks)).toContain('harbour 8 from 6');
    expect(JSON.stringify(renderDiscord(message, { timeZone: 'UTC' }).components)).toContain('harbour 8 from 6');
  });

  it('shows no more of a secret address than its host', async () => {
    const channels = [{ platform: 'webhook', channel: 'https://hook.example/secret-path' }];
    await follow(aStory('harbour', { channels }));

    const reply = await text('show');

    expect(reply).toContain('Posts to: webhook:hook.example\n');
    expect(reply).not.toContain('secret-path');
  });

  it('says calmly that there is nothing yet', async () => {
    await follow(aStory('harbour'));

    expect(await text('latest')).toMatch(/^No follow-up of Harbour inquiry yet\n/);
  });

  it('says why an item was taken and what it was merged with', async () => {
    await follow(aStory('harbour'));
    const opened = anOpening(hoursAgo('one', 5));
    await keep(opened, aFurther(hoursAgo('two', 3, { source: 'Times' }), opened, 'develops'));

    const reply = await text('why item-two');

    expect(reply).toContain('A follow-up of the story (score 0.90, threshold 0.50). Story: Harbour inquiry.');
    expect(reply).toContain('Port Authority, inquiry');
    expect(reply).toContain(
      'It brought something new to a development (further). "Title of one": 2 independent sources.',
    );
    expect(reply).toContain('• Title of one · News · 18 Feb, 08:00');
    expect(reply).toContain('id item-two');
  });

  it('says why an item was dropped that nobody kept a verdict of', async () => {
    await follow(aStory('harbour'));
    await store.coverage.saveItems([hoursAgo('football', 2, { title: 'City wins the cup final' })]);

    expect(await text('why item-football')).toMatch(/Not part of the story \(score 0\.\d\d, threshold 0\.\d\d\)/);
  });

  it('offers to take in what was dropped, by the story’s name where there are several', async () => {
    await follow(aStory('harbour'));
    await store.coverage.saveItems([hoursAgo('football', 2, { title: 'City wins the cup final' })]);
    const offered = async () =>
      [...buttonsIn(await ask('why item-football')).values()].filter(({ action }) => action === 'this-story');
    const alone = await offered();
    await follow(aStory('harbour'), aStory('rail', { profile: aProfile({ title: 'Rail strike spreads to freight' }) }));

    const both = await offered();

    expect(alone).toEqual([{ label: 'This story', action: 'this-story', value: 'item-football harbour' }]);
    expect(both.toSorted((a, b) => (a.label < b.label ? -1 : 1))).toEqual([
      { label: 'Is Harbour inquiry', action: 'this-story', value: 'item-football harbour' },
      { label: 'Is Rail strike spreads to freight', action: 'this-story', value: 'item-football rail' },
    ]);
  });

  it('finds an item by its address with trackers, and by words', async () => {
    await follow(aStory('harbour'));
    await keep(
      anOpening(hoursAgo('one', 5, { title: 'Quay closed' })),
      anOpening(hoursAgo('two', 4, { title: 'Quay open again' })),
    );

    expect(await text('why https://news.example/one?utm_source=x')).toContain('Quay closed');
    expect(await text('why closed')).toMatch(/^Quay closed\n/);
    expect(await text('why quay')).toMatch(
      /^Which of these\? "quay" is in 2 items\n• Quay open again .*\n• Quay closed .*\n\[Why 1\?\] \[Why 2\?\] \[Share in channel\]$/,
    );
  });

  it('takes an item that is unknown for a friendly problem', async () => {
    await follow(aStory('harbour'));

    const message = await ask('why zebra');

    expect(message).toMatchObject({ tone: 'problem', title: 'No item "zebra"' });
  });

  it('helps from the declarations', async () => {
    const reply = await text('help');

    for (const { name } of commands.filter((command) => command.name !== 'help'))
      expect(reply).toContain(`/story ${name}`);
    expect(reply).toContain('/story latest [story] [count]');
    expect(reply).toContain('/story why <item>');
  });

  it.each([
    ['lsit', 'No command "lsit": did you mean "list"?'],
    ['show spian', 'No story "spian": did you mean "spain-probe"?'],
    ['latest spain-probe 99', 'count is 99; expected a whole number from 1 to 50'],
    ['why', 'Which item?'],
  ])('answers %j with what is wrong', async (line, title) => {
    await follow(aStory('spain-probe'), aStory('harbour'));

    expect(await ask(line)).toMatchObject({ tone: 'problem', title, blocks: [{ type: 'paragraph' }] });
  });

  it.each([
    ['everyone', {}, 'Nothing has the number "7"'],
    ['admins', {}, 'You may not change anything here'],
    ['admins', { isAdmin: () => Promise.resolve(false) }, 'You may not change anything here'],
    ['admins', { isAdmin: () => Promise.resolve(true) }, 'Nothing has the number "7"'],
    [['U2'], {}, 'You may not change anything here'],
    [['U2', 'U1'], {}, 'Nothing has the number "7"'],
    [['U2', 'S1'], { isIn: async (ids) => ids.includes('S1') }, 'Nothing has the number "7"'],
    [['U2', 'S1'], { isIn: async (ids) => ids.includes('S2') }, 'You may not change anything here'],
    [['S1', 'admins'], { isAdmin: async () => true, isIn: async () => false }, 'Nothing has the number "7"'],
    [['S1'], { isAdmin: async () => true, isIn: async () => false }, 'You may not change anything here'],
  ] as readonly [Who, Partial<CommandCall>, string][])(
    'lets %j change things: a caller with %j hears "%s"',
    async (who, asker, title) => {
      expect((await ask('undo 7', asker, who)).title).toBe(title);
    },
  );

  it('lets everybody look things up, whoever may change them', async () => {
    await follow(aStory('harbour'));

    expect((await ask('list', {}, 'admins')).title).toBe('One story is followed');
  });

  it.each(['list', 'page latest harbour from 2', 'share list', 'audit', 'help', 'why item-one'])(
    'asks who may look things up before it answers %j',
    async (line) => {
      await follow(aStory('harbour'));
      await keep(anOpening(hoursAgo('one', 5)));
      const who = ['S0POLICY', 'admins'];

      const refused = await ask(line, {}, who, who);
      const allowed = await ask(line, { isIn: async (ids) => ids.includes('S0POLICY') }, who, who);

      expect(toPlain(refused)).toBe(
        'You may not look things up here\nOnly these may: S0POLICY, those who run this workspace or server. Whoever runs Storywatch can add you (roles.lookup).',
      );
      expect(allowed.tone).not.toBe('problem');
      expect((await store.outbox.depth()).pending).toBe(line.startsWith('share') ? 1 : 0);
    },
  );

  it('lets who may change things look them up too', async () => {
    await follow(aStory('harbour'));

    expect((await ask('list', {}, ['U1'], ['U2'])).title).toBe('One story is followed');
    expect((await ask('undo 7', {}, ['U2'], ['U1'])).title).toBe('You may not change anything here');
  });

  it('says so where the platform does not tell who somebody is', async () => {
    const isIn = () =>
      Promise.reject(new UserError('Slack does not say who is in the user group S1', { hint: 'Mend it.' }));

    expect(toPlain(await ask('undo 7', { isIn }, ['S1']))).toBe(
      'Slack does not say who is in the user group S1\nMend it.',
    );
  });

  it('marks as changing exactly what changes something', () => {
    expect(commands.filter(({ changes }) => changes === true).map(({ name }) => name)).toEqual([
      'track',
      'edit',
      'mute',
      'unmute',
      'this-story',
      'not-this-story',
      'already-known',
      'important',
      'undo',
      'add-feed',
      'retry-feed',
    ]);
  });

  it('shows no raw exception: the log has it under the reference that the reader is given', async () => {
    await store.close();

    const message = await ask('list');
    const reference = /reference (\S+)\./.exec(toPlain(message))?.[1];
    store = await openSqlite(':memory:');

    expect(message.tone).toBe('problem');
    expect(reference).toMatch(/^slack-list-/);
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', fields: { reference, command: 'list' } });
  });
});

describe('the declarations of commands', () => {
  it.each(commands)(
    'of $name keep within what every platform takes',
    ({ name, description, arguments: parameters }) => {
      expect(name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u);
      expect(description.length).toBeLessThanOrEqual(100);
      expect(parameters.map(({ required }) => required)).toEqual(
        parameters.map(({ required }) => required).toSorted((a, b) => Number(b) - Number(a)),
      );
      for (const parameter of parameters) {
        expect(parameter.name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u);
        expect(parameter.description.length).toBeLessThanOrEqual(100);
      }
    },
  );
});
