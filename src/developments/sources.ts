import type { Development } from './development.ts';

/** How many outlets say it on their own, and how many only copy. */
export interface Sources {
  /** Distinct outlets whose reports are not copies of another's. */
  readonly independent: number;
  /** Reports that tell another one again. */
  readonly copies: number;
}

/** Counts a development's sources; an agency's text counts once, however many outlets carry it. */
export function sourcesOf(development: Development): Sources {
  const own = development.reports.filter((report) => report.placement !== 'repeats');
  return {
    independent: new Set(own.map((report) => report.item.source.toLowerCase())).size,
    copies: development.reports.length - own.length,
  };
}

/** Says it in words: `3 independent sources, 2 copies`. */
export function describeSources({ independent, copies }: Sources): string {
  const sources = independent === 1 ? '1 source' : `${independent} independent sources`;
  if (copies === 0) return sources;
  return `${sources}, ${copies} ${copies === 1 ? 'copy' : 'copies'}`;
}
