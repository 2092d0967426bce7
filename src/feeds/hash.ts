/**
 * Hashes text to 64 bits, as 16 hexadecimal digits; the same for the same text on every machine.
 * Not for secrets. Two of a million texts collide with a chance of one in 37 million.
 * The mixing is cyrb53's (bryc, public domain), of which both words are kept whole.
 */
export function contentHash(text: string): string {
  const [high, low] = mix(text);
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** A fixed fraction in [0, 1) of a text: chance that is the same each time. */
export function fractionOf(text: string): number {
  return mix(text)[1] / 2 ** 32;
}

function mix(text: string): readonly [number, number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high >>> 0, low >>> 0];
}
