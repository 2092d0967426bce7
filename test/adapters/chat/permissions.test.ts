import { afterEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../adapters/chat/discord/index.ts';
import { createSlack } from '../../../adapters/chat/slack/index.ts';
import { loadLexicon } from '../../../config/lexicon.ts';
import { answer } from '../../../src/app/answer.ts';
import { openDesk } from '../../../src/app/desk.ts';
import { createDialogue } from '../../../src/app/dialogue.ts';
import { createTeacher } from '../../../src/app/teacher.ts';
import { commands } from '../../../src/commands/index.ts';
import type { Roles } from '../../../src/commands/permission.ts';
import type { ChatAdapter } from '../../../src/ports.ts';
import { aStory } from '../../fakes/builders.ts';
import { commandDeps } from '../../fakes/deps.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { fakePorts } from '../../fakes/ports.ts';
import * as discord from '../../servers/discord.ts';
import * as slack from '../../servers/slack.ts';
import { PNG } from './settings.ts';

const NOT_LOOKUP = 'You may not look things up here';
const NOT_CHANGE = 'You may not change anything here';
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function aBotOn(adapter: ChatAdapter, roles: Roles) {
  const ports = await fakePorts({ chats: [adapter] });
  await ports.store.stories.save(aStory('harbour'));
  const desk = await openDesk(ports, loadLexicon());
  const deps = commandDeps(ports, { watch: () => desk.watch(), teacher: createTeacher(ports, desk), roles });
  await adapter.start((call) => answer(call, deps), createDialogue(deps));
  return ports;
}

const shared = { rasterise: () => PNG, timeZone: 'UTC', timeoutMs: 5_000 };

describe('roles on Slack: a user group', () => {
  const setUp = async (roles: Roles, scopes?: readonly string[]) => {
    const server = await slack.startSlack(scopes === undefined ? {} : { scopes });
    const log = createFakeLog();
    const tokens = { botToken: slack.BOT_TOKEN, appToken: slack.APP_TOKEN, http: undefined, apiUrl: server.url };
    const adapter = createSlack({ ...shared, ...tokens, log });
    open.push(adapter, server);
    const ports = await aBotOn(adapter, roles);
    const told = async (work: Promise<Record<string, unknown>>) => String((await work)['text']).split('\n')[0];
    return { server, log, ports, told };
  };

  it('may look up: others are refused by command, button and Share', async () => {
    const { server, ports, told } = await setUp({ lookup: ['S0POLICY'], change: ['S0POLICY'] });
    const share = { action_id: 'storywatch.share.0', value: 'list' };

    expect(await told(server.command('list'))).toBe(NOT_LOOKUP);
    expect(await told(server.press({ action_id: 'storywatch.latest.0', value: 'harbour' }))).toBe(NOT_LOOKUP);
    expect(await told(server.press(share))).toBe(NOT_LOOKUP);
    expect((await ports.store.outbox.depth()).pending).toBe(0);
    expect(await told(server.command('list', { user: 'U0POLICY' }))).toBe('One story is followed');
    expect(await told(server.press({ ...share, user: 'U0POLICY2' }))).toMatch(/^Shared in this channel/);
    expect(server.calls.filter(({ name }) => name === 'usergroups.users.list')).toHaveLength(1);
  });

  it('may change: others open no form, and one that lies open is refused when it is sent', async () => {
    const { server, told } = await setUp({ lookup: 'everyone', change: ['S0POLICY'] });

    expect(await told(server.command('list'))).toBe('One story is followed');
    expect(await told(server.command('edit'))).toBe(NOT_CHANGE);
    expect(server.state.views.size).toBe(0);
    void server.command('edit', { user: 'U0POLICY' }).catch(() => {});
    await expect.poll(() => server.state.views.size).toBe(1);
    // The fake sends it as U0READER, who is in no group.
    await server.submit('V1', { actors: '', terms: '', exclude: '', threshold: '0.7' });
    await expect.poll(() => JSON.stringify(server.state.views.get('V1'))).toContain(NOT_CHANGE);
  });

  it.each([
    ['S0POLICY', ['chat:write'], /lacks the scope usergroups:read/],
    ['S0GONE', undefined, /There is no such user group/],
  ])('that Slack does not tell of (%s) is a problem in clear words', async (group, scopes, hint) => {
    const { server, log } = await setUp({ lookup: 'everyone', change: [group] }, scopes);

    const { text } = await server.press({ action_id: 'storywatch.undo.0', value: '1', user: 'U0POLICY' });

    expect(text).toMatch(
      new RegExp(`^Slack does not say who is in the user group ${group}, so this may not be done\n`),
    );
    expect(text).toMatch(hint);
    expect(log.lines.at(-1)).toMatchObject({ level: 'warn' });
  });

  it('that is gone keeps nobody out whom another lets in', async () => {
    const { server, told } = await setUp({ lookup: ['S0GONE', 'S0POLICY'], change: 'admins' });

    expect(await told(server.command('list', { user: 'U0POLICY' }))).toBe('One story is followed');
    expect(await told(server.command('list', { user: 'U0ADMIN' }))).toMatch(/^Slack does not say/);
  });
});

describe('roles on Discord', () => {
  const setUp = async (roles: Roles) => {
    const server = await discord.startDiscord();
    const adapter = createDiscord({
      ...shared,
      log: createFakeLog(),
      botToken: discord.BOT_TOKEN,
      applicationId: discord.APPLICATION_ID,
      guildId: discord.GUILD_ID,
      apiUrl: server.url,
      commands,
    });
    open.push(adapter, server);
    const ports = await aBotOn(adapter, roles);
    const told = async (work: Promise<Record<string, unknown>>) =>
      /"title":"([^"]*)"/.exec(JSON.stringify((await work)['embeds']))?.[1];
    return { server, ports, told };
  };
  const anybody = { permissions: '1024' };
  const member = { ...anybody, roles: [discord.ROLE_ID] };

  it('may look up: others are refused by command, button, offer and Share', async () => {
    const { server, ports, told } = await setUp({ lookup: [discord.ROLE_ID], change: [discord.ROLE_ID] });

    expect(await told(server.command('list', {}, anybody))).toBe(NOT_LOOKUP);
    expect(await told(server.press('storywatch:latest:harbour', anybody))).toBe(NOT_LOOKUP);
    expect(await told(server.press('storywatch:share:list', anybody))).toBe(NOT_LOOKUP);
    expect(await server.type('show', 'story', 'harbour', anybody)).toEqual([]);
    expect((await ports.store.outbox.depth()).pending).toBe(0);
    expect(await told(server.command('list', {}, member))).toBe('One story is followed');
    expect(await told(server.press('storywatch:share:list', member))).toMatch(/^Shared in this channel/);
    expect(await server.type('show', 'story', 'harbour', member)).toHaveLength(1);
  });

  it('may change: others open no form, and one that lies open is refused when it is sent', async () => {
    const { server, told } = await setUp({ lookup: 'everyone', change: ['admins', discord.ROLE_ID] });
    const values = { actors: '', terms: '', exclude: '', threshold: '0.7' };

    expect(await told(server.command('edit', {}, anybody))).toBe(NOT_CHANGE);
    expect(await told(server.submit('storywatch-form:edit:harbour x', values, anybody))).toBe(NOT_CHANGE);
    expect(await told(server.press('storywatch:undo:7', anybody))).toBe(NOT_CHANGE);
    expect(await told(server.press('storywatch:undo:7', member))).toBe('Nothing has the number \\');
    expect(await told(server.press('storywatch:undo:7', { permissions: '32' }))).toBe('Nothing has the number \\');
  });
});
