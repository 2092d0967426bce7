import { UserError } from '../../src/errors.ts';
import type { Outgoing } from '../../src/ports.ts';
import { renderConsole } from './console-text.ts';
import { markOf } from './discord/key.ts';
import { createBody } from './discord/post.ts';
import { renderDiscord } from './discord/render.ts';
import { renderMail } from './mail/render.ts';
import { slackRequest } from './slack/post.ts';
import { teamsPayload } from './teams.ts';
import { renderWebhook } from './webhook.ts';

const WIDTH = 100;
const MAIL_FROM = 'Storywatch <storywatch@example.org>';

type Render = (outgoing: Outgoing, timeZone: string) => unknown;

/** What each platform is sent, by the same functions that send it. */
const RENDERS: Readonly<Record<string, Render>> = {
  console: ({ message }, timeZone) =>
    renderConsole(message, { width: WIDTH, colour: false, hyperlinks: false, timeZone, indent: 0 }),
  slack: (outgoing, timeZone) => slackRequest(outgoing, timeZone, []).body,
  discord: (outgoing, timeZone) =>
    createBody(renderDiscord(outgoing.message, { timeZone, mark: markOf(outgoing.key) }), outgoing),
  mail: (outgoing, timeZone) => renderMail(outgoing, { from: MAIL_FROM, timeZone, pictures: [] }),
  teams: teamsPayload,
  webhook: (outgoing, timeZone) => JSON.parse(renderWebhook(outgoing, new Date(0), timeZone)),
};

/** The payload that posting would send, pictures said in words. Throws a UserError for a platform that there is not. */
export function payloadOf(platform: string, outgoing: Outgoing, timeZone: string): unknown {
  const render = Object.hasOwn(RENDERS, platform) ? RENDERS[platform] : undefined;
  if (render === undefined) {
    throw new UserError(`There is no chat platform ${JSON.stringify(platform)}.`, {
      hint: `Use one of ${Object.keys(RENDERS).join(', ')}.`,
    });
  }
  return render(outgoing, timeZone);
}
