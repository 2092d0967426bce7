/** Signs by which Discord would format, mention, link or embed; each may stand behind a backslash anywhere. */
const SIGNS = /[\\*_~`|<>[\](){}#@]/g;

/**
 * Escapes text from strangers for the places where Discord reads markdown.
 * Works sign by sign, so that a cut text's escaped length is the sum of its characters'.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(SIGNS, '\\$&').replace(/:(?=\/\/)/g, '\\:');
}

/** Escapes what only acts at the start of a line: lists. Headings and quotes are escaped everywhere. */
export function escapeLine(line: string): string {
  return line.replace(/^(\s*)([-+])/, '$1\\$2').replace(/^(\s*\d{1,9})\./, '$1\\.');
}

/** What a piece takes up once it is escaped; `://` may be parted by the measuring, so each colon counts twice. */
export function escapedLength(piece: string): number {
  return escapeMarkdown(piece.replaceAll(':', '*')).length;
}

/** Signs that look like the ones that format, for the footer: Discord shows it as it is, backslashes too. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  _: '＿',
  '~': '∼',
  '`': 'ˋ',
  '|': '∣',
  '#': '＃',
  '>': '›',
  '<': '‹',
  '[': '［',
  ']': '］',
  '@': '＠',
};

/** Text for the footer, which knows no markdown and no escape. */
export function footerText(text: string): string {
  return text.replace(/[*_~`|#><[\]@]/g, (sign) => LOOKALIKES[sign] ?? '').replace(/:(?=\/\/)/g, '∶');
}
