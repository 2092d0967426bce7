import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import { createNames } from './namespaces.ts';
import type { XmlNode } from './node.ts';
import { OpenNode, type Source, sourceOf } from './open-node.ts';

/** A feed document, taken apart. */
export interface Tree {
  /** undefined where the text has no element at all. */
  readonly root: XmlNode | undefined;
  /** Every `item` and `entry`, and every `url` of a sitemap, in order; they are no longer among the children of others. */
  readonly entries: readonly XmlNode[];
  readonly problems: readonly string[];
  /** Whether it declares entities of its own. */
  readonly declaresEntities: boolean;
  /** Whether a cap ended the reading. */
  readonly capped: boolean;
}

export const MAX_ENTRIES = 2_000;
const MAX_NESTING = 64;
const MAX_TEXT = 131_072;
const MAX_ELEMENTS = 250_000;
const MAX_ATTRIBUTES = 500;
/** How deep the tokenizer may think it is where entries are never closed; its stack takes quadratic time beyond. */
const MAX_UNCLOSED = 2 * MAX_ENTRIES;
const ROOTS = new Set(['rss', 'feed', 'rdf:rdf', 'channel', 'urlset']);
const ENTRY_NAMES = new Set(['item', 'entry']);

/** Ends the reading where it is; what was read so far is kept. */
class Enough extends Error {}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.create(null);

/**
 * Reads XML, in pieces, as feeds are really written: stray ampersands, unknown entities, mismatched and missing end tags and a missing
 * end are all read over. No entity but those of HTML is expanded and nothing is fetched. Stops, with a problem that says
 * so, at 2,000 entries, at 250,000 elements, at 500 attributes of one and at 64 levels of nesting; a field is cut at 64 KB.
 */
export function readTree(pieces: readonly string[], base: string | undefined): Tree {
  const reading = new Reading(sourceOf(pieces), base);
  const parser = new Parser(
    {
      onopentagname: () => {
        reading.attributes = 0;
      },
      onattribute: () => reading.countAttribute(),
      onopentag: (name, attributes) => reading.open(name, attributes, parser.endIndex + 1),
      onclosetag: (name) => reading.close(name, parser.startIndex),
      onprocessinginstruction: (_, text) => reading.declare(text),
      ontext: (text) => reading.addText(text),
      oncdatastart: () => {
        reading.inCdata = true;
      },
      oncdataend: () => {
        reading.inCdata = false;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  try {
    for (const piece of pieces) parser.write(piece);
    // What is still open now was never closed; the end closes it.
    reading.noteOpen();
    parser.end();
  } catch (thrown) {
    if (!(thrown instanceof Enough)) throw thrown;
    return { ...reading.finish(), problems: [thrown.message], capped: true };
  }
  return reading.finish();
}

/** The state of one reading; a class because it owns the stack of open elements. */
class Reading {
  inCdata = false;
  attributes = 0;
  readonly problems: string[] = [];
  private readonly entries: XmlNode[] = [];
  private readonly stack: OpenNode[] = [];
  private readonly names = createNames();
  private readonly source: Source;
  private readonly base: string | undefined;
  private root: OpenNode | undefined;
  private declaresEntities = false;
  private depth = 0;
  private elements = 0;

  constructor(source: Source, base: string | undefined) {
    this.source = source;
    this.base = base;
  }

  countAttribute(): void {
    if (++this.attributes > MAX_ATTRIBUTES) {
      throw new Enough(`an element has more than ${MAX_ATTRIBUTES} attributes; the rest is not read`);
    }
  }

  /** A DOCTYPE comes with the first of its entities, the others come by themselves. */
  declare(text: string): void {
    this.declaresEntities ||= text.includes('!ENTITY');
  }

  noteOpen(): void {
    if (this.stack.length > 0) this.problems.push('the document is cut off before its end');
  }

  open(written: string, attributes: Readonly<Record<string, string>>, from: number): void {
    this.depth++;
    if (++this.elements > MAX_ELEMENTS)
      throw new Enough(`the document has more than ${MAX_ELEMENTS} elements; the rest is not read`);
    const known = cleaned(attributes);
    this.names.enter(this.depth, known);
    const name = this.names.nameOf(written);
    const isEntry = ENTRY_NAMES.has(name) || (name === 'url' && this.root?.name === 'urlset');
    if (isEntry) this.startEntry(from - written.length - 2);
    if (this.stack.length >= MAX_NESTING || this.depth > MAX_UNCLOSED) {
      throw new Enough(`the document is nested deeper than ${MAX_NESTING} levels; the rest is not read`);
    }
    const base = baseOf(known['xml:base'], this.stack.at(-1)?.base ?? this.base);
    const node = new OpenNode({ name, written, isEntry, attributes: known, base, from, source: this.source });
    // A feed may stand inside something else, such as a page of HTML.
    if (this.root === undefined || (!ROOTS.has(this.root.name) && ROOTS.has(name))) this.root = node;
    this.stack.push(node);
  }

  close(written: string, to: number): void {
    // Nearly always the innermost is meant, and then its name need not be looked up again.
    const last = this.stack.length - 1;
    const name = this.stack[last]?.written === written ? undefined : this.names.nameOf(written);
    this.names.leave(this.depth--);
    const at = name === undefined ? last : this.stack.findLastIndex((node) => node.name === name);
    if (at >= 0) this.closeDownTo(at, to);
  }

  addText(text: string): void {
    const node = this.stack.at(-1);
    if (node === undefined || node.isFull) return;
    // Decoding only ever shortens, and twice the cap of what is escaped is more than the cap once decoded.
    const piece = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text;
    node.text += !this.inCdata && piece.includes('&') ? decodeHTMLStrict(piece) : piece;
  }

  finish(): Tree {
    this.closeDownTo(0, Infinity);
    const { root, entries, problems, declaresEntities } = this;
    return { root, entries, problems, declaresEntities, capped: false };
  }

  /** An entry inside an entry means that the first was never closed. */
  private startEntry(at: number): void {
    const open = this.stack.findIndex((node) => node.isEntry);
    if (open >= 0) this.closeDownTo(open, at);
    if (this.entries.length >= MAX_ENTRIES) throw new Enough(`only the first ${MAX_ENTRIES} entries are read`);
  }

  private closeDownTo(at: number, to: number): void {
    while (this.stack.length > at) {
      const node = this.stack.pop();
      if (node === undefined) return;
      node.end(to);
      if (node.isEntry) this.entries.push(node);
      else this.stack.at(-1)?.add(node);
    }
  }
}

function cleaned(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = Object.keys(attributes);
  if (names.length === 0) return NO_ATTRIBUTES;
  const known: Record<string, string> = Object.create(null);
  for (const name of names) {
    const value = attributes[name] ?? '';
    known[name.toLowerCase()] = value.includes('&') ? decodeHTMLStrict(value) : value;
  }
  return known;
}

function baseOf(written: string | undefined, outer: string | undefined): string | undefined {
  if (written === undefined) return outer;
  const trimmed = written.trim();
  if (URL.canParse(trimmed, outer)) return new URL(trimmed, outer).href;
  return outer;
}
