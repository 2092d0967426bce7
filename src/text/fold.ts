/** What a UTF-16 code unit is to a word: its case, a digit, part of the word before it, or a word by itself. */
export const OTHER = 1;
export const LOWER = 2;
export const UPPER = 3;
export const DIGIT = 4;
export const MARK = 5;
export const IDEOGRAPH = 6;

/** By code unit: its kind in the low eight bits, its folded form above them; 0 until it is looked up in Unicode. */
const CODES = new Uint32Array(65_536);

/**
 * Letters that Unicode does not take apart, each to the one letter a reader without that keyboard would type; and the
 * sigma that ends Greek words, which capitals do not tell from the other.
 */
const SINGLE: Readonly<Record<string, string>> = {
  ß: 's',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ı: 'i',
  æ: 'a',
  œ: 'o',
  þ: 't',
  ð: 'd',
  ς: 'σ',
};

/** A letter from a to z, as most are: it folds to itself, and nothing need be looked up. */
export const isPlainLetter = (code: number): boolean => code >= 97 && code <= 122;

/** The kind of a code unit in the low eight bits, and above them its folded form. Constant time. */
export function codeOf(code: number): number {
  // Behind a text's end there is no code unit (NaN): one look at a place that is not there would slow down all others.
  const unit = code & 0xffff;
  const known = CODES[unit] ?? OTHER;
  return known === 0 ? classify(unit) : known;
}

/** The kind of a code unit. */
export function kindOf(code: number): number {
  return codeOf(code) & 0xff;
}

/** A letter in lower case without its accent, always one code unit for one; anything else as it is. */
export function foldCode(code: number): number {
  return codeOf(code) >>> 8;
}

/** Text in lower case without accents, letter for letter, so that places in it stay where they were. */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (kindOf(code) !== MARK) folded += String.fromCharCode(foldCode(code));
  }
  return folded;
}

function classify(code: number): number {
  const letter = String.fromCharCode(code);
  const lower = letter.toLowerCase();
  const kind = kindFromUnicode(code, letter, lower);
  const base = SINGLE[lower] ?? lower.normalize('NFD');
  const folded = kind === LOWER || kind === UPPER ? base.charCodeAt(0) : code;
  const both = (folded << 8) | kind;
  CODES[code] = both;
  return both;
}

function kindFromUnicode(code: number, letter: string, lower: string): number {
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  if ((code >= 0x2e80 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3)) return IDEOGRAPH;
  if (/\p{L}/u.test(letter)) return letter === lower ? LOWER : UPPER;
  return /\p{M}/u.test(letter) ? MARK : OTHER;
}
