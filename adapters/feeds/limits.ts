/** Unpacked bytes of one document that are fetched and read. */
export const MAX_BYTES = 10 * 1024 * 1024;
