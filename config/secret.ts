const HIDDEN = '•••';

/** A token or key that prints as dots wherever it is logged, joined into a text or turned into JSON. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

/** Wraps a secret as soon as it is read. */
export function secret(value: string): Secret {
  return { reveal: () => value, toString: () => HIDDEN, toJSON: () => HIDDEN };
}
