import { messageOf } from '../../src/errors.ts';
import { cleanMessage } from '../../src/message/clean-message.ts';
import { plainSpans } from '../../src/message/plain.ts';
import type { ChatAdapter, Outgoing } from '../../src/ports.ts';
import { dimLine, renderConsole } from './console-text.ts';
import { paint, type Terminal } from './terminal.ts';

export interface ConsoleSettings extends Terminal {
  readonly write: (text: string) => void;
  /** IANA name. */
  readonly timeZone: string;
}

/** Columns by which a thread stands in from its root. */
const THREAD_INDENT = 4;
/** How many messages are remembered, to head a thread that goes on later and to print nothing twice. */
const REMEMBERED = 1_000;

/** Prints messages to a terminal as a chat would show them. Takes no commands: the CLI has its own. */
export function createConsole(settings: ConsoleSettings): ChatAdapter {
  const titles = new Map<string, string>();
  let last: { readonly channel: string; readonly thread: string } | undefined;
  const base = { ...settings, indent: 0 };
  const thread = { ...settings, indent: THREAD_INDENT };

  const heading = ({ channel, key, place, root }: Outgoing): string => {
    const current = { channel, thread: root ?? key };
    const moved = last?.channel !== channel;
    const elsewhere = place !== 'root' && (moved || last?.thread !== current.thread);
    last = current;
    const channelLine = moved && channel !== '' ? `\n${paint('bold', `#${channel}`, settings.colour)}\n` : '';
    return (
      channelLine +
      (elsewhere ? `\n${dimLine(`in the thread of: ${titles.get(root ?? '') ?? 'an earlier message'}`, base)}` : '')
    );
  };

  const textOf = (outgoing: Outgoing): string => {
    const { message, place } = outgoing;
    if (place === 'amend') return dimLine(`root updated: ${gistOf(outgoing)}`, thread);
    return place === 'reply' ? `\n${renderConsole(message, thread)}` : `\n${renderConsole(message, base)}`;
  };

  return {
    platform: 'console',
    start: async () => {},
    post: async (outgoing) => {
      if (titles.has(outgoing.key)) return { kind: 'posted', receipt: outgoing.key };
      try {
        settings.write(heading(outgoing) + textOf(outgoing));
      } catch (thrown) {
        return { kind: 'refused', why: `the terminal cannot be written to: ${messageOf(thrown)}` };
      }
      titles.set(outgoing.key, cleanMessage(outgoing.message).title);
      for (const oldest of titles.keys()) {
        if (titles.size <= REMEMBERED) break;
        titles.delete(oldest);
      }
      return { kind: 'posted', receipt: outgoing.key };
    },
    stop: async () => {},
  };
}

/** What an amendment now says, in one line: its first small print, which tells the hour and counts the sources, or its title. */
function gistOf({ message }: Outgoing): string {
  const { title, blocks } = cleanMessage(message);
  const context = blocks.find((block) => block.type === 'context');
  return context === undefined ? title : plainSpans(context.spans, { links: false });
}
