import set from './languages.json' with { type: 'json' };

/** How well a text fits each language, by the n-grams of its bytes: ELD's method and numbers, in tables of numbers. */
export interface LanguageScores {
  /** ISO 639-1; empty where nothing of the text is known. */
  readonly best: string;
  /** From 0, nothing in common, towards 1; 0 for a language that is not known. */
  of(language: string): number;
}

/** What the smallest score of a gram stands for; the set holds the rest. */
const BASE_SCORE = 53;
/** ELD's own scale, by which scores of texts of any length come to lie between 0 and 1. */
const SCALE = 25;
/** Only so many bytes are read: to the end of the word in which they lie, or of the character where the word is long. */
const ENOUGH_BYTES = 350;
const MOST_BYTES = 380;
const LONG_WORD = 70;
const GRAM = 4;
const STRIDE = 3;
const LONGEST_GRAM = GRAM + 2;
const SPACE = 32;

/** Whatever is no letter, but for the apostrophe before one: `don’t` is one word. */
const SEPARATORS = new RegExp(`[^${set.letters}]+(?<![\\x27\\x60\\u2019])`, 'gu');
const LANGUAGES = set.languages.length;
const numberOf: ReadonlyMap<string, number> = new Map(set.languages.map((language, number) => [language, number]));
/** The sign by which the set writes each byte of UTF-8. */
const signs = Uint8Array.from(set.dictionary, (sign) => sign.charCodeAt(0));
const SLOTS = 1 << 17;

/** Where a gram stands among the postings, by open addressing; its first two signs and its last four are its key. */
interface Grams {
  readonly heads: Uint16Array;
  readonly tails: Int32Array;
  readonly postings: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Read when the first text is scored: not every thread scores one. */
let known: Grams | undefined;

function readGrams(): Grams {
  const written = atob(set.grams);
  const bytes = new Uint8Array(written.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = written.charCodeAt(at);
  const [heads, tails, postings] = [new Uint16Array(SLOTS), new Int32Array(SLOTS), new Uint32Array(SLOTS)];
  const gram = new Uint8Array(LONGEST_GRAM);
  let at = 0;
  for (let read = 0; read < set.count; read++) {
    const [shared, fresh] = [(bytes[at] ?? 0) >> 4, (bytes[at] ?? 0) & 15];
    gram.set(bytes.subarray(at + 1, at + 1 + fresh), shared);
    at += 1 + fresh;
    const head = headOf(gram, 0, shared + fresh);
    const tail = tailOf(gram, 0, shared + fresh);
    const slot = slotOf(heads, tails, postings, head, tail);
    heads[slot] = head;
    tails[slot] = tail;
    postings[slot] = at;
    while ((bytes[at] ?? 0) < 128) at += 2;
    at += 2;
  }
  return { heads, tails, postings, bytes };
}

/** A gram's signs but the last four. */
function headOf(from: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length <= 4) return 0;
  const first = from[start] ?? 0;
  return length === 5 ? first : (first << 8) | (from[start + 1] ?? 0);
}

/** A gram's last four signs. */
function tailOf(from: Uint8Array, start: number, end: number): number {
  let tail = 0;
  for (let at = Math.max(start, end - 4); at < end; at++) tail = (tail << 8) | (from[at] ?? 0);
  return tail;
}

/** The gram's slot, or the free one where it would stand. Postings never begin at 0. */
function slotOf(heads: Uint16Array, tails: Int32Array, postings: Uint32Array, head: number, tail: number): number {
  let slot = hashOf(head, tail) & (SLOTS - 1);
  while (postings[slot] !== 0 && (tails[slot] !== tail || heads[slot] !== head)) slot = (slot + 1) & (SLOTS - 1);
  return slot;
}

function hashOf(head: number, tail: number): number {
  return Math.imul(tail ^ Math.imul(head, 0x9e3779b1), 0x85ebca6b) >>> 15;
}

/** A word's signs between two spaces. */
const word = new Uint8Array(MOST_BYTES + 8);
word[0] = SPACE;
const sums = new Int32Array(LANGUAGES);
/** The grams of the text at hand, by open addressing: never more than some hundred. Those of other texts have another stamp. */
const SEEN = 1 << 10;
const seenHeads = new Uint16Array(SEEN);
const seenTails = new Int32Array(SEEN);
const seenStamps = new Uint32Array(SEEN);
let stamp = 0;
let seen = 0;
const longEnds = new Set<string>();

/** Scores a text. Cost: some microseconds; what lies beyond its first hundred words or so is not read. */
export function scoreLanguages(text: string): LanguageScores {
  sums.fill(0);
  longEnds.clear();
  seen = 0;
  stamp = (stamp + 1) >>> 0 || 1;
  readWords(text.replace(SEPARATORS, ' ').trim().toLowerCase());
  const total = seen + longEnds.size;
  const raw = Int32Array.from(sums);
  let best = -1;
  for (let language = 0; language < LANGUAGES; language++) {
    if ((raw[language] ?? 0) > (best < 0 ? 0 : (raw[best] ?? 0))) best = language;
  }
  return {
    best: set.languages[best] ?? '',
    of(language) {
      const mean = (raw[numberOf.get(language) ?? -1] ?? 0) / (total || 1);
      return mean / (mean + SCALE);
    },
  };
}

function readWords(text: string): void {
  let length = 0;
  let read = 0;
  for (let at = 0; at < text.length && read <= MOST_BYTES; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE) {
      countWord(length);
      length = 0;
      if (read > ENOUGH_BYTES) return;
      read++;
    } else if (code < 0x80) {
      word[++length] = code;
      read++;
    } else if (code < 0x800) {
      word[++length] = signs[0xc0 | (code >> 6)] ?? 0;
      word[++length] = signs[0x80 | (code & 63)] ?? 0;
      read += 2;
    } else {
      word[++length] = signs[0xe0 | (code >> 12)] ?? 0;
      word[++length] = signs[0x80 | ((code >> 6) & 63)] ?? 0;
      word[++length] = signs[0x80 | (code & 63)] ?? 0;
      read += 3;
    }
  }
  countWord(length);
}

/** Counts the grams of the word that stands at 1: of four bytes, three apart, with the space before it and the one after. */
function countWord(length: number): void {
  if (length === 0) return;
  const reach = Math.min(length, LONG_WORD);
  let at = 0;
  for (; at + GRAM < reach; at += STRIDE) countGram(at === 0 ? 0 : at + 1, at + 1 + GRAM);
  const from = reach > 3 ? reach - GRAM : 0;
  word[length + 1] = SPACE;
  countGram(at === 0 ? 0 : from + 1, length + 2);
}

function countGram(start: number, end: number): void {
  if (end - start > LONGEST_GRAM) {
    // The end of an overlong word: no gram of the set, yet one of the text.
    longEnds.add(String.fromCharCode(...word.subarray(start, end)));
    return;
  }
  const head = headOf(word, start, end);
  const tail = tailOf(word, start, end);
  if (!isNew(head, tail)) return;
  known ??= readGrams();
  const { heads, tails, postings, bytes } = known;
  let posting = postings[slotOf(heads, tails, postings, head, tail)] ?? 0;
  if (posting === 0) return;
  for (;;) {
    const language = bytes[posting] ?? 0;
    const number = language & 127;
    sums[number] = (sums[number] ?? 0) + (bytes[posting + 1] ?? 0) + BASE_SCORE;
    if (language >= 128) return;
    posting += 2;
  }
}

function isNew(head: number, tail: number): boolean {
  let slot = hashOf(head, tail) & (SEEN - 1);
  while (seenStamps[slot] === stamp) {
    if (seenTails[slot] === tail && seenHeads[slot] === head) return false;
    slot = (slot + 1) & (SEEN - 1);
  }
  seenHeads[slot] = head;
  seenTails[slot] = tail;
  seenStamps[slot] = stamp;
  seen++;
  return true;
}
