/** What the terminal at the other end can show. */
export interface Terminal {
  /** Columns; lines are wrapped at words. */
  readonly width: number;
  readonly colour: boolean;
  /** Knows OSC 8: links behind words. */
  readonly hyperlinks: boolean;
}

export type Paint = keyof typeof CODES;

const CODES = {
  bold: 1,
  dim: 2,
  italic: 3,
  underline: 4,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  cyan: 36,
  grey: 90,
};

/** Colours a text without control characters of its own. */
export function paint(code: Paint, text: string, colour: boolean): string {
  return colour && text !== '' ? `\u001B[${CODES[code]}m${text}\u001B[0m` : text;
}

/** A link behind words, as OSC 8 writes it. */
export function hyperlink(link: string, text: string): string {
  return `\u001B]8;;${link}\u001B\\${text}\u001B]8;;\u001B\\`;
}

/** Breaks a text at its spaces; a longer word keeps a line of its own. Never empty. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Columns; scripts of wide characters and emoji take two each. */
export function widthOf(text: string): number {
  const wide = text.match(
    /[\u1100-\u115E\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\u{1F300}-\u{1FAFF}]/gu,
  );
  const none = text.match(/[\p{M}\u200C\u200D]/gu);
  return Array.from(text).length + (wide?.length ?? 0) - (none?.length ?? 0);
}

/** What a stream shows, by the conventions of NO_COLOR, FORCE_COLOR and the terminals that know hyperlinks. */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const isTerminal = stream.isTTY === true && environment['TERM'] !== 'dumb';
  const forced = environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0';
  const refused = (environment['NO_COLOR'] ?? '') !== '';
  const knowsLinks =
    /^(?:iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio)$/.test(environment['TERM_PROGRAM'] ?? '') ||
    Number(environment['VTE_VERSION'] ?? 0) >= 5_000 ||
    environment['WT_SESSION'] !== undefined ||
    environment['TERM'] === 'xterm-kitty';
  return {
    width: Math.min(120, stream.columns ?? 80),
    colour: !refused && (isTerminal || forced),
    hyperlinks: isTerminal && knowsLinks,
  };
}
