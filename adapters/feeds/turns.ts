/** Lets a few at a time through, in the order in which they came. */
export interface Turns {
  /** Runs the work when its turn has come. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Whether nobody runs or waits. */
  readonly idle: boolean;
}

/** Makes turns for at most `limit` at a time. */
export function createTurns(limit: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = (): Promise<void> | undefined => {
    if (running >= limit) return new Promise((go) => waiting.push(go));
    running++;
    return undefined;
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  };
  return {
    run: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    get idle() {
      return running === 0;
    },
  };
}
