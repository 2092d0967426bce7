import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discordFaults } from '../../../adapters/chat/discord/limits.ts';
import { renderDiscord } from '../../../adapters/chat/discord/render.ts';
import { slackFaults } from '../../../adapters/chat/slack/limits.ts';
import { renderMail } from '../../../adapters/chat/mail/render.ts';
import { renderSlack } from '../../../adapters/chat/slack/render.ts';
import type { Message } from '../../../src/message/message.ts';
import { toPlain } from '../../../src/message/plain.ts';
import { fileAsText } from '../../../src/message/file-text.ts';
import { outgoingOf } from '../../contract/outgoing.ts';
import { aMessage, hostileMessage, hostileText, messageOf } from '../../message/messages.ts';
import {
  discordInjections,
  discordLists,
  mailInjections,
  shownIn,
  slackInjections,
  textFaults,
  unescaped,
  urlFaults,
} from './properties.ts';

const CASES = resolve(import.meta.dirname, '../../../../shared/cases/injection.json');

interface Case {
  readonly id: string;
  readonly input: { readonly title: string; readonly link: string; readonly body?: string };
  readonly keep?: string;
}

const cases: readonly Case[] = existsSync(CASES) ? JSON.parse(readFileSync(CASES, 'utf8')).cases : [];
const tones: readonly Message['tone'][] = ['alert', 'digest', 'reply', 'problem'];

const slack = (message: Message) => renderSlack(message, { timeZone: 'UTC', pictures: ['F1'] });
const discord = (message: Message) =>
  renderDiscord(message, { timeZone: 'UTC', mark: 'abcdefgh', pictures: ['1.png'] });

const slackFaultsOf = (message: Message): readonly string[] => {
  const payload = slack(message);
  return [
    ...slackFaults(payload),
    ...slackInjections(payload),
    ...shownIn(payload, new Set(['text', 'alt_text', 'fallback'])).flatMap(textFaults),
    ...shownIn(payload, new Set(['url'])).flatMap(urlFaults),
  ];
};

const DISCORD_TEXT = new Set(['title', 'description', 'name', 'value', 'text']);
const MARKED_DOWN = new Set(['title', 'description', 'name', 'value']);

const discordFaultsOf = (message: Message): readonly string[] => {
  const payload = discord(message);
  return [
    ...discordFaults(payload),
    ...shownIn(payload.embeds, DISCORD_TEXT).flatMap((text) => [...discordInjections(text), ...textFaults(text)]),
    ...shownIn(payload.embeds, MARKED_DOWN).flatMap(discordLists),
    ...shownIn(payload.components, new Set(['label'])).flatMap(textFaults),
    ...payload.embeds.flatMap(({ url }) => (url === undefined ? [] : urlFaults(url))),
    ...(JSON.stringify(payload.allowed_mentions) === '{"parse":[]}' ? [] : ['allowed_mentions']),
  ];
};

const mailFaultsOf = (message: Message): readonly string[] => {
  const outgoing = outgoingOf({ message, channel: 'team@example.org' });
  const { subject, text, html } = renderMail(outgoing, { from: 'news@example.org', timeZone: 'UTC', pictures: [] });
  return [
    ...mailInjections(html),
    ...textFaults(text),
    ...textFaults(subject),
    ...(/[\r\n]/.test(subject) ? [`a second header: ${subject}`] : []),
  ];
};

describe.skipIf(cases.length === 0)('injection through feed text (cases from ../shared)', () => {
  it.each(cases)('leaves nothing of $id to act on Slack', ({ input }) => {
    const faults = tones.flatMap((tone) =>
      [input.title, input.body ?? input.title].flatMap((text) => slackFaultsOf(messageOf(text, input.link, tone))),
    );

    expect(faults).toEqual([]);
  });

  it.each(cases)('leaves nothing of $id to act on Discord', ({ input }) => {
    const faults = tones.flatMap((tone) =>
      [input.title, input.body ?? input.title].flatMap((text) => discordFaultsOf(messageOf(text, input.link, tone))),
    );

    expect(faults).toEqual([]);
  });

  it.each(cases)('leaves nothing of $id to act in a mail', ({ input }) => {
    const faults = tones.flatMap((tone) =>
      [input.title, input.body ?? input.title].flatMap((text) => mailFaultsOf(messageOf(text, input.link, tone))),
    );

    expect(faults).toEqual([]);
  });

  it.each(cases)('leaves nothing of $id to act in a file that is shown as text', ({ input }) => {
    const text = `${input.title}\r\n${input.body ?? input.title},${input.link}\r\n`;
    const message = fileAsText(aMessage({ file: { name: input.title, mediaType: 'text/csv', text } }));

    expect([...slackFaultsOf(message), ...discordFaultsOf(message)]).toEqual([]);
  });

  it.each(cases.filter(({ keep }) => keep !== undefined))('keeps legitimate text: $keep', ({ keep = '', input }) => {
    const message = messageOf(input.title, input.link);

    expect(shownIn(slack(message).blocks[0], new Set(['text']))).toContain(keep);
    expect(unescaped(discord(message).embeds[0]?.title ?? '')).toBe(keep);
    expect(toPlain(message).split('\n')[0]).toBe(keep);
  });
});

describe('whatever a message holds', () => {
  it('never breaks a limit or a rule of Slack', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        expect(slackFaultsOf(message)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it('never breaks them with a file that is shown as text', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, text) => {
        const message = fileAsText(aMessage({ file: { name, mediaType: 'text/csv', text } }));

        expect([...slackFaultsOf(message), ...discordFaultsOf(message)]).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('never breaks a limit or a rule of Discord', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        expect(discordFaultsOf(message)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it('never becomes more than text in a mail', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        expect(mailFaultsOf(message)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });
});
