import type { Log, Metrics } from '../../src/ports.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log that keeps its lines. */
export function createFakeLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const keep =
    (level: LogLine['level']) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      lines.push({ level, message, fields });
    };
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** Metrics that add up in memory: `name{label=value}` → sum. */
export function createFakeMetrics(): Metrics & { readonly sums: ReadonlyMap<string, number> } {
  const sums = new Map<string, number>();
  const add = (name: string, labels: Readonly<Record<string, string>>, by: number): void => {
    const key = `${name}{${Object.entries(labels)
      .map(([label, value]) => `${label}=${value}`)
      .join(',')}}`;
    sums.set(key, (sums.get(key) ?? 0) + by);
  };
  return {
    sums,
    count: (name, labels = {}, by = 1) => add(name, labels, by),
    observe: (name, value, labels = {}) => add(name, labels, value),
  };
}
