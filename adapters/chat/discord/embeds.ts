import { cut } from '../../../src/message/clean.ts';
import { DISCORD } from './limits.ts';
import type { Embed, EmbedField } from './payload.ts';

/** One thing to show, escaped already. Cards and headings open an embed; the others go into the one that is open. */
export type Part =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'heading'; readonly title: string }
  /** A linked line: only an embed's title can be a link whose address is seen. `plain` stands in where no embed is left. */
  | {
      readonly kind: 'card';
      readonly title: string;
      readonly url: string;
      readonly text: string;
      readonly plain: string;
    }
  | { readonly kind: 'fields'; readonly fields: readonly EmbedField[] }
  | { readonly kind: 'image'; readonly url: string }
  | { readonly kind: 'footer'; readonly text: string };

interface Draft {
  title?: string;
  url?: string;
  lines: string[];
  fields: EmbedField[];
  image?: string;
}

/** Says that a line was left out because the last embed is full. */
const CUT = '…';

/** Leaves room for text that goes on behind the last card. */
const MOST_OPENED = DISCORD.embeds - 2;

export interface EmbedHead {
  readonly title: string;
  readonly url?: string;
  readonly color: number;
  /** Ends the footer of the last embed, whatever else stands there. */
  readonly mark: string | undefined;
}

/** Packs parts into embeds in their order, within the number of embeds and the length of a description. */
export function packEmbeds({ color, mark, ...head }: EmbedHead, parts: readonly Part[]): readonly Embed[] {
  const drafts: Draft[] = [{ ...head, lines: [], fields: [] }];
  const footers: string[] = [];
  for (const part of parts) {
    if (part.kind === 'footer') footers.push(part.text);
    else place(drafts, part);
  }
  const words = cut(footers.join(' · '), DISCORD.footer - 100);
  const footer = [words, mark ?? ''].filter((text) => text !== '').join(' · ');
  return drafts.map((draft, index) => embedOf(draft, color, index === drafts.length - 1 ? footer : ''));
}

function place(drafts: Draft[], part: Exclude<Part, { kind: 'footer' }>): void {
  switch (part.kind) {
    case 'line':
      addLine(drafts, part.text);
      return;
    case 'heading':
      if (mayOpen(drafts)) drafts.push({ title: part.title, lines: [], fields: [] });
      else addLine(drafts, part.title);
      return;
    case 'card':
      if (mayOpen(drafts) && drafts.every(({ url }) => url !== part.url)) {
        drafts.push({ title: part.title, url: part.url, lines: part.text === '' ? [] : [part.text], fields: [] });
      } else addLine(drafts, part.plain);
      return;
    case 'fields':
      addFields(drafts, part.fields);
      return;
    case 'image':
      openFor(drafts, (draft) => draft.image === undefined).image = part.url;
  }
}

function mayOpen(drafts: readonly Draft[]): boolean {
  return drafts.length < MOST_OPENED;
}

function addLine(drafts: Draft[], line: string): void {
  if (line === '') return;
  // A card is about its own link: what follows it belongs to the message again.
  const fits = (draft: Draft): boolean =>
    (draft === drafts[0] || draft.url === undefined) &&
    draft.fields.length === 0 &&
    draft.image === undefined &&
    descriptionOf(draft.lines).length + line.length < DISCORD.description;
  const { lines } = openFor(drafts, fits);
  if (descriptionOf(lines).length + line.length < DISCORD.description - CUT.length) lines.push(line);
  else if (lines.at(-1) !== CUT) lines.push(CUT);
}

function addFields(drafts: Draft[], fields: readonly EmbedField[]): void {
  const draft = openFor(drafts, (last) => last.fields.length + fields.length <= DISCORD.fields);
  draft.fields = [...draft.fields, ...fields].slice(0, DISCORD.fields);
}

/** The last draft if it suits, else a new one; the very last place takes whatever comes. */
function openFor(drafts: Draft[], suits: (draft: Draft) => boolean): Draft {
  const last = drafts.at(-1);
  if (last !== undefined && (suits(last) || drafts.length >= DISCORD.embeds)) return last;
  const fresh: Draft = { lines: [], fields: [] };
  drafts.push(fresh);
  return fresh;
}

function descriptionOf(lines: readonly string[]): string {
  return lines.join('\n');
}

function embedOf(draft: Draft, color: number, footer: string): Embed {
  const description = descriptionOf(draft.lines);
  return {
    color,
    ...(draft.title === undefined ? {} : { title: draft.title }),
    ...(draft.url === undefined ? {} : { url: draft.url }),
    ...(description === '' ? {} : { description }),
    ...(draft.fields.length === 0 ? {} : { fields: draft.fields }),
    ...(draft.image === undefined ? {} : { image: { url: draft.image } }),
    ...(footer === '' ? {} : { footer: { text: footer } }),
  };
}
