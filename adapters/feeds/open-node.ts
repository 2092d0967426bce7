import type { XmlNode } from './node.ts';

const MAX_FIELD = 65_536;
const MAX_CHILDREN = 2_000;
const NO_CHILDREN: readonly XmlNode[] = [];

/** The text that elements stand in. Asked seldom: most feeds have no element whose markup is read. */
export interface Source {
  readonly slice: (from: number, to: number) => string;
}

/** The text of a document in pieces, which are joined once they are asked for. */
export function sourceOf(pieces: readonly string[]): Source {
  let whole: string | undefined;
  return {
    slice: (from, to) => {
      whole ??= pieces.join('');
      return whole.slice(from, to);
    },
  };
}

/** What an element is from its start tag on. */
export interface Opening {
  readonly name: string;
  /** The name as the document writes it. */
  readonly written: string;
  readonly isEntry: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly base: string | undefined;
  /** Where its content begins. */
  readonly from: number;
  readonly source: Source;
}

/**
 * An element that is still open; text and children beyond the caps are dropped.
 * A class, and its list of children made without a literal: what V8 makes from literals it allocates among the long-lived
 * once much of it outlived a collection, and then a document that was read lingers until the next full one.
 */
export class OpenNode implements XmlNode {
  readonly name: string;
  readonly written: string;
  readonly isEntry: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly base: string | undefined;
  text = '';
  private readonly from: number;
  private readonly source: Source;
  private own: XmlNode[] | undefined;
  private to = 0;

  constructor(opening: Opening) {
    this.name = opening.name;
    this.written = opening.written;
    this.isEntry = opening.isEntry;
    this.attributes = opening.attributes;
    this.base = opening.base;
    this.from = opening.from;
    this.source = opening.source;
  }

  get children(): readonly XmlNode[] {
    return this.own ?? NO_CHILDREN;
  }

  markup(): string {
    return this.own === undefined ? '' : this.source.slice(this.from, Math.min(this.to, this.from + MAX_FIELD));
  }

  add(child: XmlNode): void {
    if (this.own === undefined) this.own = Array.of(child);
    else if (this.own.length < MAX_CHILDREN) this.own.push(child);
  }

  get isFull(): boolean {
    return this.text.length >= MAX_FIELD;
  }

  /** Ends the element where its end tag begins. */
  end(to: number): void {
    this.to = to;
    if (this.text.length > MAX_FIELD) this.text = this.text.slice(0, MAX_FIELD);
  }
}
