import { describe, expect, it } from 'vitest';
import { type ChatSettings, createChat, platforms } from '../../../adapters/chat/index.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { BOT_TOKEN, startSlack } from '../../servers/slack.ts';
import { outgoingOf } from '../../contract/outgoing.ts';
import { PNG } from './settings.ts';

const settings: ChatSettings = {
  console: { write: () => {}, width: 80, colour: false, hyperlinks: false, timeZone: 'UTC' },
  webhook: { secret: undefined, fetch, clock: createFakeClock(0), timeZone: 'UTC' },
  teams: { fetch, clock: createFakeClock(0), timeZone: 'UTC' },
  slack: undefined,
  discord: undefined,
  mail: undefined,
};

describe('createChat', () => {
  it('knows the platforms', () => {
    expect(platforms).toEqual(['console', 'webhook', 'teams', 'slack', 'discord', 'mail']);
    expect(createChat('console', settings).platform).toBe('console');
  });

  it.each([
    ['slack', /SLACK_BOT_TOKEN is not set/],
    ['discord', /DISCORD_BOT_TOKEN is not set/],
    ['mail', /SMTP_URL is not set/],
    ['webhook', /no secret/],
    ['telegram', /no chat platform "telegram"/],
    ['toString', /no chat platform "toString"/],
  ])('says what %s lacks', (platform, words) => {
    expect(() => createChat(platform, settings)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringMatching(words),
        hint: expect.stringMatching(/\w/),
      }),
    );
  });

  it('loads a platform when it is first used, and stops one that never was', async () => {
    const server = await startSlack();
    const slack = {
      botToken: BOT_TOKEN,
      appToken: undefined,
      http: undefined,
      apiUrl: server.url,
      rasterise: () => PNG,
      log: createFakeLog(),
      timeZone: 'UTC',
    };
    const used = createChat('slack', { ...settings, slack });
    const unused = createChat('slack', { ...settings, slack });

    const posted = await used.post(outgoingOf({}));
    await used.stop();
    await unused.stop();
    await server.stop();

    expect(posted.kind).toBe('posted');
    expect(server.state.messages).toHaveLength(1);
  });
});
