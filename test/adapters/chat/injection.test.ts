import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discordFaults } from '../../../adapters/chat/discord/limits.ts';
import { modalOf } from '../../../adapters/chat/discord/forms.ts';
import { renderDiscord } from '../../../adapters/chat/discord/render.ts';
import { slackFaults } from '../../../adapters/chat/slack/limits.ts';
import { renderMail } from '../../../adapters/chat/mail/render.ts';
import { formErrors, formView } from '../../../adapters/chat/slack/views.ts';
import { renderSlack } from '../../../adapters/chat/slack/render.ts';
import { bytesOf, renderTeams, TEAMS_BYTES } from '../../../adapters/chat/teams-card.ts';
import type { Form } from '../../../src/message/form.ts';
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

/** A form with everything in it that comes from strangers, all of it the given text. */
const formOf = (about: string, value: string): Form => ({
  title: 'Edit the story',
  about,
  fields: [
    { id: 'actors', label: 'Actors', hint: 'One a line', value, isLong: true, fault: value },
    { id: 'threshold', label: 'Threshold', hint: '0 to 1', value, isLong: false, fault: about },
  ],
  submit: 'Preview',
  action: 'edit',
  value: 'harbour x',
});

const slackFormFaults = (form: Form): readonly string[] => {
  const view = formView(form, 'C1');
  const said = [view, { errors: formErrors(form) }];
  const texts = shownIn(said, new Set(['text', 'initial_value', ...form.fields.map(({ id }) => id)]));
  return [
    ...(/<[!@#]/.test(JSON.stringify(said)) ? ['noPing'] : []),
    ...texts.flatMap(textFaults),
    ...texts.flatMap((text) => (text.length >= 1 && text.length <= 3_000 ? [] : [`${text.length} characters`])),
  ];
};

const discordFormFaults = (form: Form): readonly string[] => {
  const modal = modalOf(form);
  return [
    ...shownIn(modal, new Set(['title', 'label', 'value', 'placeholder'])).flatMap(textFaults),
    ...(modal.title.length >= 1 && modal.title.length <= 45 ? [] : ['the length of the title']),
    ...shownIn(modal, new Set(['value'])).flatMap((text) => (text.length <= 4_000 ? [] : ['a long value'])),
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

const teamsFaultsOf = (message: Message): readonly string[] => {
  const payload = renderTeams(message, { timeZone: 'UTC', above: [] });
  const { body } = payload.attachments[0].content;
  return [
    ...shownIn(body, new Set(['text'])).flatMap(textFaults),
    ...shownIn(body, new Set(['url'])).flatMap(urlFaults),
    ...shownIn(body, new Set(['type'])).filter(
      (type) => !['RichTextBlock', 'TextRun', 'Action.OpenUrl'].includes(type),
    ),
    ...(bytesOf(payload) > TEAMS_BYTES ? [`${bytesOf(payload)} bytes`] : []),
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

  it.each(cases)('leaves nothing of $id to act on Teams', ({ input }) => {
    const faults = tones.flatMap((tone) =>
      [input.title, input.body ?? input.title].flatMap((text) => teamsFaultsOf(messageOf(text, input.link, tone))),
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

  it.each(cases)('leaves nothing of $id to act in a form', ({ input }) => {
    const form = formOf(input.title, `${input.body ?? input.title}\n${input.link}`);

    expect([...slackFormFaults(form), ...discordFormFaults(form)]).toEqual([]);
  });

  it.each(cases.filter(({ keep }) => keep !== undefined))('keeps legitimate text: $keep', ({ keep = '', input }) => {
    const message = messageOf(input.title, input.link);

    expect(shownIn(slack(message).blocks[0], new Set(['text']))).toContain(keep);
    expect(unescaped(discord(message).embeds[0]?.title ?? '')).toBe(keep);
    expect(toPlain(message).split('\n')[0]).toBe(keep);
  });
});

describe('whatever a message holds', { timeout: 120_000 }, () => {
  it('never breaks a limit or a rule of Slack', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        expect(slackFaultsOf(message)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it('never breaks them in a form', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (about, value) => {
        const form = formOf(about, value);

        expect([...slackFormFaults(form), ...discordFormFaults(form)]).toEqual([]);
      }),
      { numRuns: 100 },
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

  it('never breaks the limit or a rule of Teams', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        expect(teamsFaultsOf(message)).toEqual([]);
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
