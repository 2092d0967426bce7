import { afterEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../adapters/chat/discord/index.ts';
import { createSlack } from '../../../adapters/chat/slack/index.ts';
import { loadLexicon } from '../../../config/lexicon.ts';
import { answer } from '../../../src/app/answer.ts';
import { openDesk } from '../../../src/app/desk.ts';
import { createDialogue } from '../../../src/app/dialogue.ts';
import { createEditor } from '../../../src/app/editor.ts';
import { createTeacher } from '../../../src/app/teacher.ts';
import { commands } from '../../../src/commands/index.ts';
import type { Who } from '../../../src/commands/permission.ts';
import type { ChatAdapter } from '../../../src/ports.ts';
import { aStory } from '../../fakes/builders.ts';
import { commandDeps } from '../../fakes/deps.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { fakePorts } from '../../fakes/ports.ts';
import * as discord from '../../servers/discord.ts';
import * as slack from '../../servers/slack.ts';
import { PNG } from './settings.ts';

const VALUES = { actors: 'Port Authority = the port', terms: 'inquiry', exclude: '', threshold: '' };
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

/** A bot on the platform that follows one story. */
async function aBotOn(adapter: ChatAdapter, change: Who = 'everyone') {
  const ports = await fakePorts({ chats: [adapter] });
  await ports.store.stories.save(aStory('harbour'));
  const desk = await openDesk(ports, loadLexicon());
  const deps = commandDeps(ports, {
    watch: () => desk.watch(),
    teacher: createTeacher(ports, desk),
    editor: createEditor(ports, desk, {
      reader: { read: () => Promise.reject(new Error('nothing is read here')), close: async () => {} },
      tell: { policy: { perHour: 12 }, timeZone: 'UTC' },
    }),
    roles: { lookup: 'everyone', change },
  });
  await adapter.start((call) => answer(call, deps), createDialogue(deps));
  const threshold = async () => (await ports.store.stories.all())[0]?.profile.threshold;
  const log = () => ports.store.feedback.log(undefined, 10);
  return { threshold, log };
}

describe('/story edit on Slack', () => {
  const setUp = async (change: Who = 'everyone') => {
    const server = await slack.startSlack();
    const log = createFakeLog();
    const adapter = createSlack({
      rasterise: () => PNG,
      log,
      timeZone: 'UTC',
      timeoutMs: 5_000,
      botToken: slack.BOT_TOKEN,
      appToken: slack.APP_TOKEN,
      http: undefined,
      apiUrl: server.url,
    });
    open.push(adapter, server);
    const bot = await aBotOn(adapter, change);
    /** The text of the modal as it is shown now. */
    const shown = () => JSON.stringify(server.state.views.get('V1') ?? {});
    const button = (label: string) => {
      const text = shown();
      const at = text.indexOf(`"text":"${label}"`);
      const [, action_id = '', value = ''] = /"action_id":"([^"]+)","value":"([^"]+)"/.exec(text.slice(at)) ?? [];
      return { action_id, value };
    };
    return { server, log, bot, shown, button };
  };

  it('goes from the modal by the preview to the saved story, and back by undo, all in one modal', async () => {
    const { server, bot, shown, button } = await setUp();

    void server.command('edit harbour').catch(() => {});
    await expect.poll(() => server.state.views.size).toBe(1);
    const form = server.state.views.get('V1');
    const acknowledged = await server.submit('V1', { ...VALUES, threshold: '0.7' });
    await expect.poll(shown).toContain('Not saved yet');
    const before = await bot.threshold();
    await server.pressIn('V1', button('Save'));
    await expect.poll(shown).toContain('Saved: Harbour inquiry looks for this from now on');
    const saved = await bot.threshold();
    const [row] = await bot.log();
    await server.pressIn('V1', button('Undo'));
    await expect.poll(shown).toContain('Undone: Edited');

    expect(form).toMatchObject({
      type: 'modal',
      title: { type: 'plain_text', text: 'Edit the story' },
      submit: { text: 'Preview' },
      blocks: [
        { type: 'rich_text' },
        {
          type: 'input',
          block_id: 'actors',
          optional: true,
          element: { multiline: true, initial_value: VALUES.actors },
        },
        { type: 'input', block_id: 'terms', element: { initial_value: 'inquiry' } },
        { type: 'input', block_id: 'exclude', element: { multiline: true } },
        { type: 'input', block_id: 'threshold', element: { multiline: false } },
      ],
    });
    expect(acknowledged).toMatchObject({ response_action: 'update' });
    expect(JSON.stringify(acknowledged)).toContain('Trying it on what the last days brought');
    expect([before, saved, await bot.threshold()]).toEqual([undefined, 0.7, undefined]);
    expect(row).toMatchObject({ kind: 'edit', user: 'U0READER', target: { platform: 'slack', channel: 'C0POLICY' } });
  });

  it('says what is wrong beside the field, and leaves the modal open', async () => {
    const { server } = await setUp();
    void server.command('edit').catch(() => {});
    await expect.poll(() => server.state.views.size).toBe(1);

    expect(await server.submit('V1', { ...VALUES, threshold: '7', exclude: 'Inquiry' })).toEqual({
      response_action: 'errors',
      errors: {
        exclude: '"Inquiry" is what the story looks for: it would shut out everything.',
        threshold: '"7" is no score: expected 0 to 1, such as 0.6, or nothing.',
      },
    });
  });

  it('goes back from the preview to the form with what was written', async () => {
    const { server, shown, button } = await setUp();
    void server.command('edit').catch(() => {});
    await expect.poll(() => server.state.views.size).toBe(1);
    await server.submit('V1', { ...VALUES, threshold: '0.7' });
    await expect.poll(shown).toContain('Not saved yet');

    await server.pressIn('V1', button('Change again'));

    await expect.poll(shown).toContain('"initial_value":"0.7"');
  });

  it('shows the answer in the channel, to the asker alone, where the modal was closed meanwhile', async () => {
    const { server } = await setUp();
    void server.command('edit').catch(() => {});
    await expect.poll(() => server.state.views.size).toBe(1);
    server.faults.add({ on: 'views.update', kind: 'error', error: 'not_found' });

    await server.submit('V1', { ...VALUES, threshold: '0.7' });

    await expect.poll(() => server.state.ephemerals).toMatchObject([{ channel: 'C0POLICY', user: 'U0READER' }]);
  });

  it('opens nothing for who may not, and says so where it cannot be opened', async () => {
    const refused = await setUp('admins');
    const told = await refused.server.command('edit');
    const late = await setUp();
    late.server.faults.add({ on: 'views.open', kind: 'error', error: 'expired_trigger_id' });

    expect(told['text']).toBe('You may not change anything here\nOnly those may who run this workspace or server.');
    expect(refused.server.state.views.size).toBe(0);
    expect((await late.server.command('edit'))['text']).toMatch(/^The form could not be opened\n/);
  });
});

describe('/story edit on Discord', () => {
  const setUp = async () => {
    const server = await discord.startDiscord();
    const adapter = createDiscord({
      rasterise: () => PNG,
      log: createFakeLog(),
      timeZone: 'UTC',
      timeoutMs: 5_000,
      botToken: discord.BOT_TOKEN,
      applicationId: discord.APPLICATION_ID,
      guildId: discord.GUILD_ID,
      apiUrl: server.url,
      commands,
    });
    open.push(adapter, server);
    return { server, bot: await aBotOn(adapter) };
  };
  const button = (payload: object, label: string): string =>
    new RegExp(`"label":"${label}","custom_id":"([^"]+)"`).exec(JSON.stringify(payload))?.[1] ?? '';

  it('goes from the modal by the preview to the saved story, in place, and back by undo', async () => {
    const { server, bot } = await setUp();

    const modal = await server.openModal({ command: 'edit', options: { story: 'harbour' } });
    const preview = await server.submit(String(modal['custom_id']), { ...VALUES, threshold: '0.7' });
    const before = await bot.threshold();
    const saved = await server.press(button(preview, 'Save'), { ephemeral: true });
    const during = await bot.threshold();
    await server.press(button(saved, 'Undo'), { ephemeral: true });

    expect(modal).toMatchObject({
      title: 'Harbour inquiry',
      components: [
        { type: 1, components: [{ type: 4, custom_id: 'actors', style: 2, required: false, value: VALUES.actors }] },
        { type: 1, components: [{ type: 4, custom_id: 'terms', value: 'inquiry' }] },
        { type: 1, components: [{ type: 4, custom_id: 'exclude', value: '' }] },
        { type: 1, components: [{ type: 4, custom_id: 'threshold', style: 1, value: '' }] },
      ],
    });
    expect(preview).toMatchObject({
      deferred: { type: 5, data: { flags: 64 } },
      embeds: [{ title: 'Not saved yet: what this would have posted in 14 days' }],
    });
    expect(saved).toMatchObject({
      deferred: { type: 6 },
      embeds: [{ title: 'Saved: Harbour inquiry looks for this from now on' }],
    });
    expect([before, during, await bot.threshold()]).toEqual([undefined, 0.7, undefined]);
  });

  it('says what is wrong, and opens the modal again with what was written', async () => {
    const { server } = await setUp();
    const modal = await server.openModal({ command: 'edit' });

    const told = await server.submit(String(modal['custom_id']), { ...VALUES, threshold: '7' });
    const again = await server.openModal({ press: button(told, 'Change again') });

    expect(told).toMatchObject({
      deferred: { type: 5, data: { flags: 64 } },
      embeds: [{ title: 'Nothing is changed yet: one thing is wrong' }],
    });
    expect(JSON.stringify(again['components'])).toContain('"value":"7"');
  });

  it('answers in words where the story is misspelt', async () => {
    const { server } = await setUp();

    expect(await server.command('edit', { story: 'habour' })).toMatchObject({
      embeds: [{ title: expect.stringContaining('did you mean') }],
    });
  });
});
