import { DAY_MS } from '../time.ts';
import type { Comparison } from './likeness.ts';

/** What speaks for or against an item reporting the same event as a development; each from 0 to 1. */
export const CLUES = [
  'nearest',
  'whole',
  'concepts',
  'names',
  'numbers',
  'places',
  'otherPlaces',
  'otherNames',
  'titlePlaces',
  'otherTitlePlaces',
  'near',
  'sameStrand',
] as const;

export type Clue = (typeof CLUES)[number];

export type Clues = Readonly<Record<Clue, number>>;

/** News of one event comes in a burst: after so many days closeness in time counts 1/e. */
const BURST_MS = 7 * DAY_MS;

/** How an item and a development compare, apart from what is said. */
export interface Distance {
  /** From the development's latest report to the item, in milliseconds. */
  readonly apartMs: number;
  readonly sameStrand: boolean;
}

/**
 * Sums up how an item compares with a development's reports, of which there is at least one.
 * A name or a figure counts once it stands in one of them; what is said alike counts by the nearest and on the mean.
 */
export function belonging(compared: readonly Comparison[], { apartMs, sameStrand }: Distance): Clues {
  const most = (measure: (each: Comparison) => number): number => Math.max(...compared.map(measure));
  const mean = (measure: (each: Comparison) => number): number =>
    compared.reduce((sum, each) => sum + measure(each), 0) / compared.length;
  return {
    nearest: most(({ whole }) => whole),
    whole: mean(({ whole }) => whole),
    concepts: mean(({ likeness }) => likeness.concepts),
    names: most(({ likeness }) => likeness.names),
    numbers: Math.min(
      1,
      most(({ likeness }) => likeness.numbers),
    ),
    places: mean(({ likeness }) => likeness.places),
    otherPlaces: mean(({ likeness }) => likeness.otherPlaces),
    otherNames: mean(({ likeness }) => likeness.otherNames),
    titlePlaces: mean(({ likeness }) => likeness.titlePlaces),
    otherTitlePlaces: mean(({ likeness }) => likeness.otherTitlePlaces),
    near: Math.exp(-apartMs / BURST_MS),
    sameStrand: sameStrand ? 1 : 0,
  };
}
