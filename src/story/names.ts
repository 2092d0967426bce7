import { type Cases, caseOf } from '../text/cases.ts';
import { isName } from '../text/names.ts';
import { type Scan, wordOf } from '../text/scan.ts';
import { ADJOINING, CAPITAL, HYPHENED, NUMBER, SINGLE_LETTER, STARTS } from '../text/tokens.ts';

/** Neighbouring capitals that make one name, by the tokens of a scan. */
export interface NameRun {
  readonly from: number;
  /** The last token. */
  readonly to: number;
}

/** Small words inside names: `Rebelo de Sousa`, `Bank of England`. */
const CONNECTORS = new Set(
  'de da do dos das di del della dello dei van von der den of la le du des al bin zu zur the'.split(' '),
);

/** Whether persons' last names stand first, as Hungarians write them. */
export const isLastNameFirst = (lang: string): boolean => lang === 'hu';

/** Finds the names of a scanned text, in order. */
export function findNames(scan: Scan, cases: Cases): readonly NameRun[] {
  const runs: NameRun[] = [];
  for (let at = 0; at < scan.tokens.count; at += 1) {
    if (!startsName(scan, cases, at)) continue;
    let to = at;
    for (let next = nextPart(scan, cases, to); next !== undefined; next = nextPart(scan, cases, to)) to = next;
    runs.push({ from: at, to });
    at = to;
  }
  return runs;
}

function startsName(scan: Scan, cases: Cases, at: number): boolean {
  // In German a capital makes neither `18-Jährige` a name, nor what stands beside it.
  if (isAge(scan, at) || (scan.lang === 'de' && isAge(scan, at - 1))) return false;
  if (isName(scan, cases, at)) return true;
  const flags = scan.tokens.flags[at] ?? 0;
  // A single letter that opens a sentence is a name where it is one elsewhere.
  const isLetter = (flags & SINGLE_LETTER) !== 0 && (flags & CAPITAL) !== 0;
  return isLetter && (flags & STARTS) !== 0 && caseOf(cases, scan.tokens.hash[at] ?? 0) > 0;
}

function isAge({ tokens }: Scan, at: number): boolean {
  return ((tokens.flags[at] ?? 0) & HYPHENED) !== 0 && ((tokens.flags[at - 1] ?? 0) & NUMBER) !== 0;
}

/** The token that goes on with the name: the next capital, also behind one or two connectors. */
function nextPart(scan: Scan, cases: Cases, from: number): number | undefined {
  for (let at = from + 1; at <= from + 3 && at < scan.tokens.count; at += 1) {
    const flags = scan.tokens.flags[at] ?? 0;
    if ((flags & ADJOINING) === 0 || (flags & STARTS) !== 0) return undefined;
    if (isName(scan, cases, at)) return at;
    if (!CONNECTORS.has(wordOf(scan, at)?.form ?? '')) return undefined;
  }
  return undefined;
}
