import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../config/load.ts';
import { answer } from '../../src/app/answer.ts';
import { createDialogue } from '../../src/app/dialogue.ts';
import { createEditor } from '../../src/app/editor.ts';
import { createTeacher } from '../../src/app/teacher.ts';
import type { Submitted } from '../../src/commands/command.ts';
import type { CommandDeps } from '../../src/commands/deps.ts';
import { type Bot, createBot } from '../../src/main.ts';
import type { Form } from '../../src/message/form.ts';
import type { Message } from '../../src/message/message.ts';
import { toPlain } from '../../src/message/plain.ts';
import { decide } from '../../src/relevance/watch.ts';
import type { Profile } from '../../src/story/story.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { buttonsIn } from '../fakes/asker.ts';
import { aFeed, anItem, NOW } from '../fakes/builders.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { commandDeps } from '../fakes/deps.ts';
import { CHARGED, HARBOUR_SEED, OPENS, UNRELATED } from '../fakes/harbour.ts';
import { createFakeLog } from '../fakes/log.ts';

const POLICY = { perHour: 12 };
const by = { platform: 'slack', channel: 'C0POLICY', user: 'U1' };

/** What a form holds, by field. */
const valuesOf = ({ fields }: Form): Record<string, string> =>
  Object.fromEntries(fields.map(({ id, value }) => [id, value]));

describe('/story edit', () => {
  let folder: string;
  let bot: Bot;
  let deps: CommandDeps;
  const clock = createFakeClock(NOW);
  const log = createFakeLog();
  const config = () => join(folder, 'bot.yaml');

  const start = async (): Promise<void> => {
    const terminal = { write: () => {}, width: 80, colour: false, hyperlinks: false };
    bot = await createBot(loadConfig(config(), {}), { clock, log, version: '0', terminal, pause: async () => {} });
    await bot.follow();
    const { ports, desk } = bot;
    const reader = { read: () => Promise.reject(new Error('nothing is read here')), close: async () => {} };
    deps = commandDeps(ports, {
      watch: () => desk.watch(),
      teacher: createTeacher(ports, desk),
      editor: createEditor(ports, desk, { reader, tell: { policy: POLICY, timeZone: 'UTC' } }),
    });
  };
  const restart = async (): Promise<void> => {
    await bot.stop();
    await start();
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'storywatch-'));
    writeFileSync(
      join(folder, 'seed.json'),
      JSON.stringify({
        title: HARBOUR_SEED.title,
        text: HARBOUR_SEED.paragraphs.join('\n\n'),
        published: new Date(NOW - 3 * DAY_MS).toISOString(),
      }),
    );
    writeFileSync(
      config(),
      stringify({
        database: './bot.db',
        stories: [{ id: 'harbour', seed: './seed.json', channels: ['console'] }],
        page: false,
      }),
    );
    await start();
    const seen = (hours: number) => ({ publishedAt: NOW - hours * HOUR_MS, firstSeenAt: NOW - hours * HOUR_MS });
    await bot.ports.store.feeds.follow([aFeed()], NOW);
    await bot.ports.store.coverage.saveItems([
      anItem('opens', { title: OPENS.title, summary: OPENS.summary, ...seen(30) }),
      anItem('charged', { title: CHARGED.title, summary: CHARGED.summary, ...seen(20) }),
      anItem('cheese', { title: UNRELATED.title, summary: UNRELATED.summary, ...seen(10) }),
    ]);
  });
  afterEach(async () => {
    await bot.stop();
    rmSync(folder, { recursive: true });
    clock.set(NOW);
  });

  const open = async (text = '', user = 'U1'): Promise<Form> => {
    const opened = await createDialogue(deps).form({ ...by, user, command: 'edit', text });
    if (opened?.kind !== 'form') throw new Error(`no form: ${JSON.stringify(opened)}`);
    return opened.form;
  };
  const submit = (form: Form, changes: Record<string, string>, user = 'U1'): Promise<Submitted> =>
    createDialogue(deps).submit({
      ...by,
      user,
      command: form.action,
      text: form.value,
      values: { ...valuesOf(form), ...changes },
    });
  const previewed = async (form: Form, changes: Record<string, string>): Promise<Message> => {
    const submitted = await submit(form, changes);
    if (submitted.kind !== 'answer') throw new Error(`no answer: ${JSON.stringify(submitted)}`);
    return await submitted.answer();
  };
  const press = (message: Message, label: string, user = 'U1'): Promise<Message> => {
    const button = buttonsIn(message).get(label);
    return answer({ ...by, user, command: button?.action ?? '', text: button?.value ?? '' }, deps);
  };
  const profile = async (): Promise<Profile | undefined> => (await bot.ports.store.stories.all())[0]?.profile;
  const verdict = () => {
    const probe = anItem('probe', { title: CHARGED.title, summary: CHARGED.summary, publishedAt: NOW + DAY_MS });
    return decide(bot.desk.watch(), probe)[0]?.verdict.kind;
  };

  it('opens a form with what the story looks for', async () => {
    const form = await open('harbour');

    expect(form).toMatchObject({
      title: 'Edit the story',
      about: HARBOUR_SEED.title,
      submit: 'Preview',
      action: 'edit',
    });
    expect(form.fields.map(({ id, label }) => [id, label])).toEqual([
      ['actors', 'Actors'],
      ['terms', 'Terms'],
      ['exclude', 'Exclusions'],
      ['threshold', 'Threshold'],
    ]);
    expect(valuesOf(form)['actors']).toContain('Port Authority');
    expect(valuesOf(form)['threshold']).toBe('');
  });

  it('shows what would have been posted, saves nothing yet, then saves at once, and its undo restores all', async () => {
    const before = await profile();
    const preview = await previewed(await open(), { exclude: 'Kranwerk crane\ncharged with taking bribe' });
    const between = await profile();
    const saved = await press(preview, 'Save');
    const during = await profile();
    const [row] = await bot.ports.store.feedback.log(undefined, 5);
    const shut = verdict();
    const undone = await press(saved, 'Undo', 'U2');

    expect(toPlain(preview, { links: false, buttons: true })).toMatch(
      new RegExp(
        [
          '^Not saved yet: what this would have posted in 14 days',
          `${HARBOUR_SEED.title}: \\+ exclusion Kranwerk crane, \\+ exclusion charged with taking bribe`,
          'As it is: 2 posts, .* a week; .*',
          'With this: no posts, 0 a week; .*',
          'Items read: 3',
          '',
          'Would be posted no longer: 2',
          `• ${OPENS.title} · News`,
          `• ${CHARGED.title} · News`,
          '[^]*\\[Save\\] \\[Change again\\] \\[Discard\\]$',
        ].join('\n'),
      ),
    );
    expect(between).toEqual(before);
    expect(saved.title).toBe(`Saved: ${HARBOUR_SEED.title} looks for this from now on`);
    expect(during).toEqual({ ...before, exclude: ['Kranwerk crane', 'charged with taking bribe'] });
    expect(row).toMatchObject({ kind: 'edit', story: 'harbour', user: 'U1', before });
    expect(shut).toBe('unrelated');
    expect(undone.title).toMatch(/^Undone: Edited: /);
    expect(await profile()).toEqual(before);
    expect(verdict()).toBe('follow-up');
  });

  it('outlives a restart, over a seed; and undone after it the story is what the configuration says', async () => {
    const before = await profile();
    const saved = await press(await previewed(await open(), { threshold: '0.9' }), 'Save');
    await restart();
    const after = await profile();
    const undone = await press(saved, 'Undo');
    await restart();

    expect(after).toEqual({ ...before, threshold: 0.9 });
    expect(undone.tone).toBe('reply');
    expect(await bot.ports.store.stories.all()).toEqual([
      { id: 'harbour', profile: before, channels: [{ platform: 'console', channel: 'console' }], since: NOW },
    ]);
  });

  it('undoes the last edit first', async () => {
    const first = await press(await previewed(await open(), { threshold: '0.9' }), 'Save');
    const second = await press(await previewed(await open(), { threshold: '0.8' }), 'Save');

    const tooSoon = await press(first, 'Undo');
    const after = await profile();
    await press(second, 'Undo');
    await press(first, 'Undo');

    expect(tooSoon).toMatchObject({ tone: 'problem', title: '#2 came later and builds on it' });
    expect(after?.threshold).toBe(0.8);
    expect((await profile())?.threshold).toBeUndefined();
    expect((await bot.ports.store.stories.all())[0]).not.toHaveProperty('configured');
  });

  it('says what is wrong in the form, and keeps what was written for the next try', async () => {
    const submitted = await submit(await open(), { threshold: '7', terms: 'crane\ncrane' });
    if (submitted.kind !== 'form') throw new Error('it was taken');
    const button = buttonsIn(submitted.instead).get('Change again');
    const again = await createDialogue(deps).form({ ...by, command: button?.action ?? '', text: button?.value ?? '' });

    expect(submitted.form.fields.map(({ id, fault }) => [id, fault])).toEqual([
      ['actors', undefined],
      ['terms', '"crane" stands there twice.'],
      ['exclude', undefined],
      ['threshold', '"7" is no score: expected 0 to 1, such as 0.6, or nothing.'],
    ]);
    expect(submitted.instead).toMatchObject({
      tone: 'problem',
      title: 'Nothing is changed yet: 2 things are wrong',
    });
    expect(again?.kind === 'form' && valuesOf(again.form)).toMatchObject({ threshold: '7', terms: 'crane\ncrane' });
  });

  it('saves nothing over what somebody else changed meanwhile', async () => {
    const mine = await open();
    const preview = await previewed(mine, { threshold: '0.7' });
    await press(await previewed(await open(), { threshold: '0.9' }), 'Save');

    const late = await press(preview, 'Save');
    const later = await previewed(mine, { threshold: '0.6' });

    for (const message of [late, later]) {
      expect(message).toMatchObject({
        tone: 'problem',
        title: `${HARBOUR_SEED.title} was changed meanwhile: nothing of yours is saved`,
      });
    }
    expect((await profile())?.threshold).toBe(0.9);
  });

  it('saves once, for who wrote it, within an hour', async () => {
    const preview = await previewed(await open(), { threshold: '0.7' });
    const gone = { tone: 'problem', title: 'That is gone: what is filled in is kept for an hour' };

    expect(await press(preview, 'Save', 'U2')).toMatchObject(gone);
    clock.advance(HOUR_MS + 1);
    expect(await press(preview, 'Save')).toMatchObject(gone);
    clock.set(NOW);
    expect(await press(preview, 'Discard')).toMatchObject({ title: `Discarded: ${HARBOUR_SEED.title} is as it was` });
    expect(await press(preview, 'Save')).toMatchObject(gone);
    expect((await profile())?.threshold).toBeUndefined();
  });

  it('says that nothing is changed where nothing is', async () => {
    expect(await previewed(await open(), {})).toMatchObject({
      title: `Nothing is changed: ${HARBOUR_SEED.title} looks for all that already`,
    });
  });

  it('is for those who may change things, at each step', async () => {
    const form = await open();
    const preview = await previewed(form, { threshold: '0.7' });
    deps = { ...deps, roles: { lookup: 'everyone', change: ['U9'] } };

    const opened = await createDialogue(deps).form({ ...by, command: 'edit', text: '' });
    const submitted = await submit(form, { threshold: '0.8' });
    const saved = await press(preview, 'Save');

    const refusal = 'You may not change anything here';
    expect(opened).toMatchObject({ kind: 'message', message: { tone: 'problem', title: refusal } });
    expect(submitted.kind === 'answer' && (await submitted.answer())).toMatchObject({ title: refusal });
    expect(saved).toMatchObject({ title: refusal });
  });

  it('names the story that was perhaps meant, and says where there are no forms', async () => {
    const opened = await createDialogue(deps).form({ ...by, command: 'edit', text: 'habour' });

    expect(opened).toMatchObject({ kind: 'message', message: { title: 'No story "habour": did you mean "harbour"?' } });
    expect(await answer({ ...by, command: 'edit', text: '' }, deps)).toMatchObject({
      title: 'There are no forms here',
    });
    expect(await createDialogue(deps).form({ ...by, command: 'list', text: '' })).toBeUndefined();
  });

  it('gives way to a profile that is changed in its file', async () => {
    const { profile: drafted } = (await bot.ports.store.stories.all())[0] ?? {};
    const yaml = {
      title: 'Rail',
      terms: [{ phrase: 'rail' }, { phrase: 'strike' }],
      strands: [{ id: 'a', terms: ['rail'] }],
    };
    const write = (more: object) => writeFileSync(join(folder, 'rail.yaml'), stringify({ ...yaml, ...more }));
    write({});
    writeFileSync(
      config(),
      stringify({
        database: './bot.db',
        stories: [{ id: 'harbour', profile: './rail.yaml', channels: ['console'] }],
        page: false,
      }),
    );
    await restart();
    const saved = await press(await previewed(await open(), { threshold: '0.9' }), 'Save');
    await restart();
    const kept = await profile();
    write({ exclude: ['rail gun'] });
    await restart();

    expect(drafted?.title).toBe(HARBOUR_SEED.title);
    expect(kept?.threshold).toBe(0.9);
    expect(await profile()).toMatchObject({ threshold: undefined, exclude: ['rail gun'] });
    expect(log.lines.at(-1)?.message).toContain('takes the place of what was edited in a chat');
    expect(await press(saved, 'Undo')).toMatchObject({ title: 'The configuration has taken the place of that edit' });
  });
});
