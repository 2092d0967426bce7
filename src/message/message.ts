import type { Instant } from '../time.ts';

/**
 * What is said, free of any platform's markup.
 * Every string is plain text from strangers until an adapter renders it: a headline saying `@everyone` is just text.
 */
export interface Message {
  readonly tone: Tone;
  /** One line, complete: an adapter shortens it only where its platform refuses the length. */
  readonly title: string;
  /** Where the title leads; http or https. */
  readonly link?: string;
  readonly importance?: Importance;
  /** Concerns the whole channel, though it stands in a thread. */
  readonly broadcast?: true;
  readonly blocks: readonly Block[];
  /** Goes with the message where the platform takes files; elsewhere its beginning is shown. */
  readonly file?: TextFile;
}

/** A file of text; every value in it is clean already. */
export interface TextFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

export type Tone = 'alert' | 'digest' | 'reply' | 'problem';

/** high: a new development; normal: new facts in a known one; low: for the record. Shown as a colour where there are colours. */
export type Importance = 'high' | 'normal' | 'low';

export type Block =
  | { readonly type: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly (readonly Span[])[] }
  /** Short name–value pairs, side by side where the platform can. */
  | { readonly type: 'fields'; readonly fields: readonly { readonly name: string; readonly value: readonly Span[] }[] }
  /** The small print: why it matched, how many sources, which strand. */
  | { readonly type: 'context'; readonly spans: readonly Span[] }
  /** A picture as SVG of our own making; `alt` says in words all that it shows. */
  | { readonly type: 'picture'; readonly svg: string; readonly alt: string }
  | { readonly type: 'buttons'; readonly buttons: readonly Button[] };

export type Span =
  | string
  | { readonly bold: string }
  | { readonly quote: string }
  | { readonly link: string; readonly text: string }
  | { readonly time: Instant; readonly show: 'date' | 'time' };

/** A button says what it does. `action` and `value` come back as a CommandCall's `command` and `text`. */
export interface Button {
  readonly label: string;
  readonly action: string;
  /** Opaque to the platform; at most 80 characters. */
  readonly value: string;
}
