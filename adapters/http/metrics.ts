import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../../src/ports.ts';

/** Metrics that can be read as a Prometheus page. */
export interface ReadableMetrics extends Metrics {
  /** All that was counted and observed, in the text format of Prometheus. */
  text(): Promise<string>;
}

type Labels = Readonly<Record<string, string>>;

/** From a millisecond to half a minute, in the unit that the name says: polls, posts and answers all fall within. */
const BUCKETS = [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000];

/**
 * Counts in memory. A metric is made at its first use and keeps the label names it had then:
 * labels that come later are left out, for a metric must never stop the work that it measures.
 */
export function createMetrics(): ReadableMetrics {
  const registry = new Registry();
  // Memory, CPU and event-loop delay of the process, under the names that every Node dashboard knows.
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, { readonly counter: Counter; readonly names: readonly string[] }>();
  const histograms = new Map<string, { readonly histogram: Histogram; readonly names: readonly string[] }>();

  return {
    count(name, labels = {}, by = 1) {
      const known = counters.get(name) ?? newCounter(registry, name, labels);
      counters.set(name, known);
      if (by > 0) known.counter.inc(fitted(labels, known.names), by);
    },
    observe(name, value, labels = {}) {
      const known = histograms.get(name) ?? newHistogram(registry, name, labels);
      histograms.set(name, known);
      if (Number.isFinite(value)) known.histogram.observe(fitted(labels, known.names), value);
    },
    text: () => registry.metrics(),
  };
}

function newCounter(registry: Registry, name: string, labels: Labels) {
  const names = Object.keys(labels);
  const counter = new Counter({ ...described(name), labelNames: names, registers: [registry] });
  return { counter, names };
}

function newHistogram(registry: Registry, name: string, labels: Labels) {
  const names = Object.keys(labels);
  const histogram = new Histogram({ ...described(name), labelNames: names, buckets: BUCKETS, registers: [registry] });
  return { histogram, names };
}

function described(name: string): { readonly name: string; readonly help: string } {
  const full = `storywatch_${name.replace(/[^A-Za-z0-9_]/g, '_')}`;
  return { name: full, help: name.replace(/[_.-]+/g, ' ') };
}

function fitted(labels: Labels, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, labels[name] ?? '']));
}
