import { cleanTitle, cut } from '../../src/message/clean.ts';
import { fileAsText } from '../../src/message/file-text.ts';
import type { ChatAdapter, Outgoing } from '../../src/ports.ts';
import { type HookSettings, postingAdapter, sendHook } from './hook.ts';
import { renderTeams, type TeamsPayload } from './teams-card.ts';

export interface TeamsSettings extends HookSettings {
  /** IANA name, for times in words. */
  readonly timeZone: string;
}

/**
 * Posts cards to Microsoft Teams; a channel is the address of a workflow "Send webhook alerts to a channel".
 * Such an address takes messages and nothing else: no threads, no edits, no buttons, and no look at what arrived.
 * So a reply names what it belongs to, nothing is amended, and what is sent again says that it may be a repeat.
 */
export function createTeams(settings: TeamsSettings): ChatAdapter {
  return postingAdapter('teams', async (outgoing) => {
    const { channel, place, root, key, message } = outgoing;
    if (!URL.canParse(channel)) return { kind: 'closed', why: 'the channel is not the address of a workflow' };
    if (place === 'amend') return { kind: 'posted', receipt: root ?? key };
    const posted = await sendHook(settings, outgoing, JSON.stringify(teamsPayload(outgoing, settings.timeZone)));
    return posted.kind === 'posted' ? { kind: 'posted', receipt: `${key} ${shortTitle(message.title)}` } : posted;
  });
}

/** The body of a post. Pure. */
export function teamsPayload({ message, root, uncertainSince }: Outgoing, timeZone: string): TeamsPayload {
  const above = [
    ...(root === undefined ? [] : [`More on: ${root.slice(root.indexOf(' ') + 1)}`]),
    ...(uncertainSince === undefined ? [] : ['Perhaps a repeat: the answer to the first attempt was lost.']),
  ];
  return renderTeams(fileAsText(message), { timeZone, above });
}

/** What a reply names its root by: it stands in the receipt, for nothing can be asked of Teams later. */
function shortTitle(title: string): string {
  return cut(cleanTitle(title), 150);
}
