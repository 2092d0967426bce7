/** Escapes the three signs that Slack reads in a message's text, as https://docs.slack.dev/messaging/formatting-message-text asks. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Parts `<` from `!`, `@` and `#` by a hair space.
 * Slack does not parse the text of rich_text, but clients that copy or forward it do, and `<!channel>` would then call everybody.
 */
export function breakControls(text: string): string {
  return text.replace(/<(?=[!@#])/g, '<\u200A');
}

/** What a piece takes up once its controls are broken; `<!` may be parted by the measuring, so each `<` counts twice. */
export function brokenLength(piece: string): number {
  return piece.replaceAll('<', '<<').length;
}
