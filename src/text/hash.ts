const PRIME = 16_777_619;
const SEED = 0x811c9dc5 | 0;

/** The 32-bit FNV-1a hash of a text's code units. */
export function hashOf(text: string): number {
  let hash = SEED;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
}

/** The hash of no text, from which `hashNext` goes on. */
export const EMPTY_HASH = SEED;

/** Takes one more code unit into a hash: the same as `hashOf` of the longer text. */
export function hashNext(hash: number, code: number): number {
  return Math.imul(hash ^ code, PRIME);
}

/** Ties two hashes together; the order matters. */
export function hashPair(first: number, second: number): number {
  const mixed = Math.imul(first ^ (second >>> 15), 0x2c1b3c6d) ^ Math.imul(second, 0x297a2d39);
  return Math.imul(mixed ^ (mixed >>> 13), PRIME);
}
