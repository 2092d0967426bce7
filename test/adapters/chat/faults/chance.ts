/** Chance that a seed repeats. */
export interface Chance {
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
  /** One of these; throws where there is none. */
  of<T>(these: readonly T[]): T;
}

/** A linear congruential generator (Numerical Recipes): small, and the same everywhere. */
export function chanceFrom(seed: number): Chance {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  return {
    below,
    of(these) {
      const one = these[below(these.length)];
      if (one === undefined) throw new Error('nothing to choose from');
      return one;
    },
  };
}
