/** What a text means, as a model says it: texts of like meaning point the same way, whatever their languages. */
export interface Meaning {
  /** The model, and how it was asked: what different models say cannot be compared. */
  readonly model: string;
  /** A byte a dimension; only its direction counts. */
  readonly vector: Int8Array;
}

const FULL = 127;

/** Rounds what a model said to a byte a dimension. Undefined where it has no direction: empty, all zero, or no numbers. */
export function toMeaning(model: string, values: ArrayLike<number>): Meaning | undefined {
  let greatest = 0;
  for (let at = 0; at < values.length; at += 1) greatest = Math.max(greatest, Math.abs(values[at] ?? 0));
  if (greatest === 0 || !Number.isFinite(greatest)) return undefined;
  return { model, vector: Int8Array.from(values, (value) => Math.round((FULL * value) / greatest)) };
}

/** The direction alone, at length one: to be compared with many others. */
export function directionOf({ vector }: Meaning): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square) || 1;
  return Float32Array.from(vector, (value) => value / length);
}

/** The cosine of two directions, from -1 to 1; 0 where their dimensions differ. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0;
  let product = 0;
  for (let at = 0; at < a.length; at += 1) product += (a[at] ?? 0) * (b[at] ?? 0);
  return product;
}
