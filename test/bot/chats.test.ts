import { afterEach, expect, it } from 'vitest';
import { parseConfig } from '../../config/load.ts';
import { createChats } from '../../src/bot/chats.ts';
import { outgoingOf } from '../contract/outgoing.ts';
import { createFakeLog } from '../fakes/log.ts';
import { aMessage } from '../message/messages.ts';
import { serve } from '../servers/http.ts';
import { startMail } from '../servers/mail.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

it('posts to every destination that a configuration names, by address too', async () => {
  const mail = await startMail();
  const hooks = await serve({
    nameOf: (_method, url) => url.pathname,
    answer: () => ({ status: 202 }),
    refusal: () => ({ status: 400 }),
    control: {},
  });
  open.push(mail, hooks);
  const channels = [
    `mail:team@example.org`,
    `teams:${hooks.origin}/workflow`,
    `webhook:${hooks.origin}/hook`,
    'console',
  ];
  const text = JSON.stringify({
    stories: [{ id: 'probe', seed: './a.txt', channels }],
    network: { allowPrivate: ['127.0.0.1'] },
  });
  const config = parseConfig(text, 'team.yaml', '/etc', {
    SMTP_URL: mail.url,
    SMTP_FROM: 'Storywatch <news@example.org>',
    WEBHOOK_SECRET: `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`,
  });
  const written: string[] = [];
  const chats = createChats(config, {
    clock: { now: () => Date.now() },
    log: createFakeLog(),
    version: '0',
    terminal: { write: (line) => written.push(line), width: 80, colour: false, hyperlinks: false },
    pause: async () => {},
  });

  for (const { platform, channel } of config.stories[0]?.channels ?? []) {
    const message = aMessage({ title: 'Ministers agree' });
    expect(await chats.byPlatform.get(platform)?.post(outgoingOf({ channel, message }))).toMatchObject({
      kind: 'posted',
    });
  }
  for (const chat of chats.byPlatform.values()) await chat.stop();
  await chats.close();

  expect(mail.mails.map(({ subject }) => subject)).toEqual(['Ministers agree']);
  expect(hooks.calls.map(({ name }) => name)).toEqual(['/workflow', '/hook']);
  expect(written.join('')).toContain('Ministers agree');
});
