import { fold } from './fold.ts';

/** Words for what a figure counts in, folded, in the languages of the lexicon. */
const MAGNITUDES: ReadonlyMap<string, number> = new Map(
  (
    [
      [
        1e3,
        'thousand mil tausend mille mila duizend tys mii k tusen tusind tuhat tuhatta tisic tisice tis ezer χιλιαδεσ χιλ',
      ],
      [
        1e6,
        'million millions mn m mln mio millon millones millionen milioni milione milhao milhoes milions milio miljoen',
      ],
      [1e6, 'milion miliony milionow milioane miljon miljoner millioner mill miljoona miljoonaa milj milionu millio'],
      [1e6, 'εκατομμυριο εκατομμυρια εκατομμυριων εκατ'],
      [
        1e9,
        'billion billions bn mrd mld milliard milliards milliarde milliarden miliardi miliardo bilhao bilhoes miljard',
      ],
      [1e9, 'miliard miliardy miliardow miliarde mrds b miljarder milliarder miljardi miljardia miliardu'],
      [1e9, 'δισεκατομμυριο δισεκατομμυρια δισεκατομμυριων δισ'],
    ] as const
  ).flatMap(([factor, words]) => words.split(' ').map((word) => [word, factor] as const)),
);

/** Units that a figure is told in, where nouns are written with a capital, folded. */
const UNITS = new Set('euro euros dollar dollars pfund franken kronen zloty forint prozent tonnen'.split(' '));

/** Whether a folded word is part of what a figure counts: `Milliarden Euro` is no name. */
export const isMeasure = (form: string): boolean => UNITS.has(form) || (form.length > 3 && MAGNITUDES.has(form));

/** What makes a figure a share in a hundred, folded. */
const PERCENT = /^\s?%|^\s(per ?cento?|por ciento|por cento|pour cent|prozent|procent|prosent|szazalek|τοισ εκατο)/;

/**
 * A figure in one form, whatever language wrote it: `1,8 Milliarden`, `1.8bn` and `1.800 millones` are `1.8bn`.
 * `next` is what follows in the text (a few words). undefined where the token is no figure (`5G`, `B2B`).
 */
export function numberOf(token: string, next: string): string | undefined {
  const written = /^[\d.,\s]+/.exec(token)?.[0] ?? '';
  const digits = written.replaceAll(/\s/g, '');
  const unit = fold(token.slice(written.length));
  if (unit !== '' && !MAGNITUDES.has(unit)) return ORDINALS.has(unit) ? digits : undefined;
  if (digits.length > 15) return undefined;
  let value = Number(plain(digits));
  value *= MAGNITUDES.get(unit) ?? 1;
  const words = fold(next)
    .trimStart()
    .split(/[\s-]+/, 3);
  for (const word of words) {
    const factor = MAGNITUDES.get(word.replace(/[.,;:!?)]+$/, ''));
    if (factor === undefined) break;
    value *= factor;
  }
  if (!Number.isFinite(value)) return undefined;
  return PERCENT.test(fold(next)) ? `${value}%` : short(value);
}

const ORDINALS = new Set(['st', 'nd', 'rd', 'th', 'er', 'e', 'o', 'a']);

/** Digits with a decimal point and no grouping: three digits behind the only kind of separator are a group. */
function plain(digits: string): string {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return digits;
  const separator = digits.charAt(last);
  const other = separator === '.' ? ',' : '.';
  const isGroup = digits.length - last - 1 === 3 && (!digits.includes(other) || digits.indexOf(separator) < last);
  if (isGroup) return digits.replaceAll('.', '').replaceAll(',', '');
  return `${digits.slice(0, last).replaceAll('.', '').replaceAll(',', '')}.${digits.slice(last + 1)}`;
}

function short(value: number): string {
  if (value >= 1e9) return `${trim(value / 1e9)}bn`;
  if (value >= 1e6) return `${trim(value / 1e6)}m`;
  return trim(value);
}

function trim(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
