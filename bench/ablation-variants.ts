import { loadLexicon } from '../config/lexicon.ts';
import type { Signal } from '../src/relevance/measures.ts';
import { SIGNALS } from '../src/relevance/signals.ts';
import { type Lexicon, openLexicon, PROCEDURE } from '../src/text/lexicon.ts';
import type { LabelledSet, TaskKind } from './sets.ts';

/** What is taken away before training and following. */
export interface Variant {
  readonly name: string;
  /** Names of signals that always measure 0. */
  readonly signals: readonly string[];
  readonly lexicon?: (whole: Lexicon) => Lexicon;
  readonly sets?: (sets: readonly LabelledSet[]) => readonly LabelledSet[];
}

/** The signals of each group. A signal may stand in several; one that stands in none is reported by itself. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  strands: ['actor-and-topic', 'actor-topic-place'],
  places: ['place', 'actor-topic-place', 'other-places-only', 'other-place-in-headline', 'home-outlet'],
  'nearest neighbours': ['nearest-follow-up', 'nearest-unrelated', 'stands-out-nearest'],
  centroid: ['whole-story', 'stands-out-whole'],
  'background spread': ['stands-out-nearest', 'stands-out-whole'],
  'other stories': ['other-story', 'other-seed'],
};

/** These concepts serve reading, not matching: a headline's roles and digests are still known without the others. */
const READING = new Set(['role-title', 'news-digest']);

const OTHERS: readonly Variant[] = [
  {
    name: 'lexicon of concepts',
    signals: [],
    lexicon: ({ source }) =>
      openLexicon({ ...source, groups: new Map([...source.groups].filter(([id]) => READING.has(id))) }),
  },
  {
    name: 'lexicon of places',
    signals: [],
    lexicon: ({ source }) => openLexicon({ ...source, wordsIn: (lang) => ({ ...source.wordsIn(lang), places: {} }) }),
  },
  {
    name: 'fields of concepts',
    signals: [],
    lexicon: ({ source }) => openLexicon({ ...source, groups: withoutFields(source.groups) }),
  },
  { name: "the seed's date: 30-day window", signals: ['before-the-seed'], sets: undatedSeeds },
  { name: 'summaries of items', signals: [], sets: headlinesOnly },
  { name: 'words of addresses', signals: [], sets: barePaths },
  { name: 'written stories in training', signals: [], sets: without('written') },
  { name: 'stories begun otherwise in training', signals: [], sets: without('begun') },
  { name: 'stories told seldom in training', signals: [], sets: without('seldom') },
];

/** What is done and by whom stays told from what a text is about. */
const withoutFields = (groups: Lexicon['source']['groups']): Lexicon['source']['groups'] =>
  new Map([...groups].map(([id, group]) => [id, group === PROCEDURE ? group : undefined]));

/** What is compared with everything switched on; `each` takes the signals one by one instead of in groups. */
export function variantsOf(each: boolean): readonly Variant[] {
  const single = (name: string): Variant => ({ name, signals: [name] });
  const full: Variant = { name: 'nothing', signals: [] };
  if (each) return [full, ...SIGNALS.map(({ name }) => single(name))];
  const known = new Set([...Object.values(GROUPS), ...OTHERS.map(({ signals }) => signals)].flat());
  const groups = Object.entries(GROUPS).map(([name, signals]) => ({ name, signals }));
  const rest = SIGNALS.filter(({ name }) => !known.has(name)).map(({ name }) => single(name));
  return [full, ...groups, ...rest, ...OTHERS];
}

/** Lets the named signals measure 0 from now on, in this whole process. Names that are no signal's are passed over. */
export function switchOff(names: readonly string[], signals: readonly Signal[] = SIGNALS): void {
  for (const signal of signals) {
    if (names.includes(signal.name)) Object.defineProperty(signal, 'measure', { value: () => 0 });
  }
}

/** The lexicon that a variant leaves. */
export function lexiconOf(variant: Variant): Lexicon {
  const whole = loadLexicon();
  return variant.lexicon?.(whole) ?? whole;
}

function without(left: TaskKind): (sets: readonly LabelledSet[]) => readonly LabelledSet[] {
  return (sets) => sets.filter(({ tasks }) => tasks.every(({ kind }) => kind !== left));
}

function undatedSeeds(sets: readonly LabelledSet[]): readonly LabelledSet[] {
  return sets.map((set) => ({
    ...set,
    tasks: set.tasks.map((task) => ({
      ...task,
      seeds: task.seeds.map(({ published: _, ...seed }) => seed),
    })),
  }));
}

function headlinesOnly(sets: readonly LabelledSet[]): readonly LabelledSet[] {
  return sets.map((set) => ({ ...set, items: set.items.map((item) => ({ ...item, summary: '' })) }));
}

/** Addresses as sites have them that number their pages: the outlet is known, and nothing else. */
function barePaths(sets: readonly LabelledSet[]): readonly LabelledSet[] {
  const bare = (url: string): string => (URL.canParse(url) ? new URL('/', url).href : '');
  return sets.map((set) => ({ ...set, items: set.items.map((item) => ({ ...item, url: bare(item.url) })) }));
}
