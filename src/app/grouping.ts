/**
 * Lets calls that come while an earlier group is being worked on share one run of the work, in order of arrival.
 * Where the work throws, every caller of the group is told.
 */
export function grouping<Value>(work: (values: readonly Value[]) => Promise<void>): (value: Value) => Promise<void> {
  let waiting: { readonly value: Value; readonly settle: PromiseWithResolvers<void> }[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await work(group.map(({ value }) => value));
        for (const { settle } of group) settle.resolve();
      } catch (thrown) {
        for (const { settle } of group) settle.reject(thrown);
      }
    }
    running = false;
  };

  return (value) => {
    const settle = Promise.withResolvers<void>();
    waiting.push({ value, settle });
    if (!running) void run();
    return settle.promise;
  };
}
