import type { Development } from '../developments/development.ts';
import type { FeedItem } from '../feeds/item.ts';
import { id } from '../ids.ts';
import type { Reader } from '../text/prepared.ts';

/** Steps of a matter, by the lexicon's concept, as a reader is told of them. What is merely said or planned is none. */
const STEPS: Readonly<Record<string, string>> = {
  'search-raid': 'a search',
  arrest: 'an arrest',
  'charge-indict': 'charges',
  lawsuit: 'a lawsuit',
  injunction: 'an injunction',
  ruling: 'a ruling',
  convict: 'a conviction',
  'sentence-prison': 'a sentence',
  fine: 'a fine',
  settlement: 'a settlement',
  appeal: 'an appeal',
  extradition: 'extradition',
  pardon: 'a pardon',
  decree: 'a decree',
  veto: 'a veto',
  unconstitutional: 'struck down as unconstitutional',
  'product-recall': 'a recall',
  resign: 'a resignation',
  impeachment: 'impeachment',
  'no-confidence': 'a vote of no confidence',
};

/** How outlets head what they take back, in the lexicon's languages: the word, then a colon or a dash. */
const CORRECTED =
  /^\W*(?:correction|clarification|retraction|correcci[oó]n|rectificaci[oó]n|fe de errores|correctif|rectificatif|erratum|berichtigung|korrektur|richtigstellung|correzione|rettifica|errata|corre[cç][aã]o|retifica[cç][aã]o|correcci[oó]|rectificaci[oó]|correctie|rectificatie|sprostowanie|korekta|corectare|erat[aă])\s*[:–—-]/iu;

/**
 * Why an item's report concerns the whole channel and not only who reads the thread, in a few words:
 * a correction, the first word of an authority, or a step in the headline that no report of the development had.
 * Undefined for everything else.
 */
export function materialOf({ reports }: Development, item: FeedItem, reader: Reader): string | undefined {
  const earlier = reports.map((report) => report.item).filter((other) => other.id !== item.id);
  if (earlier.length === 0) return undefined;
  if (CORRECTED.test(item.title)) return 'Correction';
  if (item.tier === 'authority' && earlier.every(({ tier }) => tier !== 'authority')) return 'Official confirmation';
  const headline = reader.prepare({ ...item, id: id(`${item.id}#title`), summary: '' });
  const step = Object.keys(STEPS).find(
    (act) => headline.concepts.has(act) && earlier.every((other) => !reader.prepare(other).concepts.has(act)),
  );
  return step === undefined ? undefined : `New step: ${STEPS[step]}`;
}
