/** The first words of a text, at most `max` UTF-16 units and a space with `…`, which says that there are more. Never half a word, unless one is longer. */
export function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = text.lastIndexOf(' ', max);
  const words = text.slice(0, end > 0 ? end : max).toWellFormed();
  return `${words.replace(/[\s,;:–—-]{1,9}$/, '')} …`;
}
