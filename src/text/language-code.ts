/** The ISO 639-1 part of a language tag such as `es-ES` or `pt_BR`; undefined where it is none. */
export function languageCode(tag: string | undefined): string | undefined {
  return tag === undefined ? undefined : /^\s*([a-z]{2})(?![a-z0-9])/i.exec(tag)?.[1]?.toLowerCase();
}
