/** When a group is complete. */
export interface GroupSettings {
  /** As many values as can come at once: with them, nothing is waited for. */
  readonly size: number;
  /** How long fewer values wait for company, in milliseconds. */
  readonly lingerMs: number;
}

/**
 * Lets values that come close together share one run of the work, in order of arrival; runs never overlap.
 * Where the work throws, every caller of the group is told.
 */
export function grouping<Value>(
  work: (values: readonly Value[]) => Promise<void>,
  { size, lingerMs }: GroupSettings,
): (value: Value) => Promise<void> {
  let waiting: { readonly value: Value; readonly settle: PromiseWithResolvers<void> }[] = [];
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running = true;
    const group = waiting;
    waiting = [];
    try {
      await work(group.map(({ value }) => value));
      for (const { settle } of group) settle.resolve();
    } catch (thrown) {
      for (const { settle } of group) settle.reject(thrown);
    }
    running = false;
    next();
  };
  const next = (): void => {
    if (running || waiting.length === 0) return;
    if (waiting.length >= size) void run();
    else timer ??= setTimeout(() => void run(), lingerMs);
  };

  return (value) => {
    const settle = Promise.withResolvers<void>();
    waiting.push({ value, settle });
    next();
    return settle.promise;
  };
}
