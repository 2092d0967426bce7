import { paint, terminalOf, wrap } from '../../adapters/chat/terminal.ts';
import { nearMissReason, reasonsOf } from '../alerts/reasons.ts';
import { weekdayText } from '../digest/dates.ts';
import type { FeedItem } from '../feeds/item.ts';
import { cleanLine, cleanTitle, cut } from '../message/clean.ts';
import type { Verdict } from '../relevance/verdict.ts';
import { describeLabels, type Session } from './label-session.ts';
import type { Terminal } from './terminal.ts';

const MENU = 'f follow-up · c related context · u unrelated · s skip · b back · q quit';
/** What Ctrl-C and Ctrl-D send where keys come one by one. */
const ENDING = new Set(['\u0003', '\u0004']);
const SUMMARY_CHARS = 600;

/** The keys as they are pressed: small letters, `q` for whatever ends the input. White space says nothing. */
export async function* keysOf(terminal: Terminal): AsyncGenerator<string> {
  terminal.keys?.(true);
  try {
    for await (const chunk of terminal.input) {
      const text = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
      for (const key of text) {
        if (ENDING.has(key)) return;
        if (key.trim() !== '') yield key.toLowerCase();
      }
    }
  } finally {
    terminal.keys?.(false);
  }
}

/** An item with what a person needs to judge it, and what the story's profile makes of it. */
export function showItem(item: FeedItem, verdict: Verdict | undefined, session: Session, terminal: Terminal): string {
  const { colour } = terminalOf({ isTTY: terminal.outIsTerminal, columns: terminal.width }, terminal.env);
  const lines = (text: string): readonly string[] => (text === '' ? [] : wrap(text, terminal.width));
  const date =
    item.publishedAt === undefined
      ? 'no date'
      : `${weekdayText(item.publishedAt, 'UTC')} ${new Date(item.publishedAt).getUTCFullYear()}`;
  return [
    '',
    paint('dim', `${session.queue.length} to go · ${describeLabels(session.labels)}`, colour),
    ...lines(cleanTitle(item.title)).map((line) => paint('bold', line, colour)),
    ...lines([cleanLine(item.source), date, item.lang].filter((part) => part !== '').join(' · ')),
    ...lines(cut(cleanLine(item.summary), SUMMARY_CHARS)),
    ...(verdict === undefined ? [] : lines(verdictLine(verdict)).map((line) => paint('cyan', line, colour))),
    paint('dim', MENU, colour),
    '',
  ].join('\n');
}

function verdictLine(verdict: Verdict): string {
  const { kind, score, threshold } = verdict;
  const pro = reasonsOf(verdict);
  const con = kind === 'follow-up' ? '' : nearMissReason(verdict);
  const why = [pro === '' ? '' : `for it: ${pro}`, con === '' ? '' : `against it: ${con}`].filter(
    (part) => part !== '',
  );
  return cleanLine([`${kind} ${score.toFixed(2)} (from ${threshold.toFixed(2)})`, ...why].join(' · '));
}
