import { messageOf } from '../../src/errors.ts';
import { cleanMessage } from '../../src/message/clean-message.ts';
import { fileAsText } from '../../src/message/file-text.ts';
import type { Message, Span } from '../../src/message/message.ts';
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
  const gists = new Map<string, string>();
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
    const message = fileAsText(outgoing.message);
    const { place } = outgoing;
    if (place === 'amend') return dimLine(`root updated: ${gistOf(message)}`, thread);
    return place === 'reply' ? `\n${renderConsole(bare(message), thread)}` : `\n${renderConsole(message, base)}`;
  };

  return {
    platform: 'console',
    start: async () => {},
    post: async (outgoing) => {
      if (titles.has(outgoing.key)) return { kind: 'posted', receipt: outgoing.key };
      const { key, place, root = '', message } = outgoing;
      const gist = timelessGistOf(message);
      if (place === 'amend' && gists.get(root) === gist) return { kind: 'posted', receipt: key };
      try {
        settings.write(heading(outgoing) + textOf(outgoing));
      } catch (thrown) {
        return { kind: 'refused', why: `the terminal cannot be written to: ${messageOf(thrown)}` };
      }
      remember(titles, key, cleanMessage(message).title);
      if (place !== 'reply') remember(gists, place === 'amend' ? root : key, gist);
      return { kind: 'posted', receipt: key };
    },
    stop: async () => {},
  };
}

function remember(texts: Map<string, string>, key: string, text: string): void {
  texts.set(key, text);
  for (const oldest of texts.keys()) {
    if (texts.size <= REMEMBERED) break;
    texts.delete(oldest);
  }
}

/** In a thread a line of what to type under each message is noise: the root has it. */
function bare(message: Message): Message {
  return { ...message, blocks: message.blocks.filter(({ type }) => type !== 'buttons') };
}

/** What an amendment now says, in one line: its first small print, which tells the hour and counts the sources, or its title. */
function gistOf(message: Message): string {
  const { title, blocks } = cleanMessage(message);
  const context = blocks.find((block) => block.type === 'context');
  return context === undefined ? title : plainSpans(context.spans, { links: false });
}

/** The same without moments: two that differ in nothing else need not both be read. */
function timelessGistOf(message: Message): string {
  const isMoment = (span: Span): boolean => typeof span !== 'string' && 'time' in span;
  return gistOf({
    ...message,
    blocks: message.blocks.map((block) =>
      block.type === 'context' ? { ...block, spans: block.spans.filter((span) => !isMoment(span)) } : block,
    ),
  });
}
