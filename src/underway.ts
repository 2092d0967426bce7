/** What is going on, so that an adapter can wait for it before it stops. */
export interface Underway {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing that was tracked goes on any more. */
  settled(): Promise<void>;
}

export function createUnderway(): Underway {
  const underway = new Set<Promise<unknown>>();
  return {
    track: (work) => {
      const tracked = work.finally(() => underway.delete(tracked));
      underway.add(tracked);
      return tracked;
    },
    settled: async () => {
      await Promise.allSettled(underway);
    },
  };
}
