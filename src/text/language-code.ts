/** Feeds name Norway's language by one of its written forms; words are the same to us. */
const WRITTEN_FORMS: Readonly<Record<string, string>> = { nb: 'no', nn: 'no' };

/** The ISO 639-1 part of a language tag such as `es-ES` or `pt_BR`; undefined where it is none. Bokmål and Nynorsk are `no`. */
export function languageCode(tag: string | undefined): string | undefined {
  const code = tag === undefined ? undefined : /^\s*([a-z]{2})(?![a-z0-9])/i.exec(tag)?.[1]?.toLowerCase();
  return code === undefined ? undefined : (WRITTEN_FORMS[code] ?? code);
}
