/**
 * Rows as CSV (RFC 4180), the first of them the names of the columns.
 * A spreadsheet would run a cell that begins with = + - @ or a control as a formula: an apostrophe makes it text, as
 * https://owasp.org/www-community/attacks/CSV_Injection asks.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  const safe = /^[\s]*[=+\-@|%\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
