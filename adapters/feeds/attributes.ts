/** Reads the attributes of a tag as browsers do; values as written, without their quotes. Linear in the length. */
export function* attributesOf(text: string): Generator<{ readonly name: string; readonly value: string | undefined }> {
  let at = 0;
  const skipSpace = (): void => {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 47) {
      at++;
      continue;
    }
    const nameAt = at++;
    while (at < text.length && text.charCodeAt(at) > 32 && text[at] !== '=' && text[at] !== '/') at++;
    const name = text.slice(nameAt, at).toLowerCase();
    skipSpace();
    if (text[at] !== '=') {
      yield { name, value: undefined };
      continue;
    }
    at++;
    skipSpace();
    const quote = text[at];
    let end = quote === '"' || quote === "'" ? text.indexOf(quote, at + 1) : -1;
    const quoted = end >= 0;
    if (!quoted) {
      end = at;
      while (end < text.length && text.charCodeAt(end) > 32) end++;
    }
    yield { name, value: text.slice(quoted ? at + 1 : at, end) };
    at = quoted ? end + 1 : end;
  }
}
