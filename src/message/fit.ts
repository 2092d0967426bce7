import { unreachable } from '../errors.ts';
import { cut } from './clean.ts';
import type { Block, Message, Span } from './message.ts';

/** How much a platform takes. Lengths are measured by `cost`. */
export interface Limits {
  readonly title: number;
  /** One run of text: a paragraph, an item of a list, the value of a field. */
  readonly line: number;
  /** The name of a field. */
  readonly name: number;
  /** All text together. */
  readonly total: number;
  readonly blocks: number;
  /** Items of one list. */
  readonly items: number;
  readonly fields: number;
  readonly buttons: number;
  readonly label: number;
  /** The words of a picture. */
  readonly alt: number;
  /** What a line takes up beside its text: bullet, line end, marks of a span. */
  readonly overhead: number;
  /** What a piece of text takes up once it is escaped; never less than its share of the whole. */
  cost(piece: string): number;
}

/**
 * Shortens a cleaned message to what a platform takes, and says wherever something was left out.
 * Buttons always stay: without them the reader could not ask for the rest.
 */
export function shorten(message: Message, limits: Limits): Message {
  const title = cut(message.title, limits.title, limits.cost);
  const buttons = message.blocks.filter((block) => block.type === 'buttons').flatMap((block) => block.buttons);
  const body = message.blocks.filter((block) => block.type !== 'buttons');
  const blocks = fitBlocks(body, limits, limits.total - lineCost(title, limits));
  const shown = buttons.slice(0, limits.buttons).map((button) => ({
    ...button,
    label: cut(button.label, limits.label),
  }));
  return { ...message, title, blocks: shown.length === 0 ? blocks : [...blocks, { type: 'buttons', buttons: shown }] };
}

/** The longest of our own notes, `… 1234 more parts are left out.`, escaped. */
const NOTE = 60;

interface Fitted {
  readonly block: Block;
  readonly cost: number;
}

function fitBlocks(body: readonly Block[], limits: Limits, room: number): readonly Block[] {
  const kept: Block[] = [];
  // One place is for the buttons, one for the note.
  const most = limits.blocks - 2;
  let left = room - NOTE;
  for (const block of body) {
    const fitted = kept.length < most ? fitBlock(block, limits, left) : undefined;
    if (fitted === undefined) break;
    kept.push(fitted.block);
    left -= fitted.cost;
  }
  const dropped = body.length - kept.length;
  if (dropped > 0) {
    kept.push({ type: 'context', spans: [`… ${dropped} more ${dropped === 1 ? 'part is' : 'parts are'} left out.`] });
  }
  return kept;
}

function fitBlock(block: Block, limits: Limits, left: number): Fitted | undefined {
  switch (block.type) {
    case 'paragraph':
    case 'context': {
      const fitted = fitSpans(block.spans, limits, left);
      return fitted && { block: { type: block.type, spans: fitted.spans }, cost: fitted.cost };
    }
    case 'heading': {
      const text = cut(block.text, limits.name, limits.cost);
      return affordable({ block: { type: 'heading', text }, cost: lineCost(text, limits) }, left);
    }
    case 'picture': {
      const alt = cut(block.alt, limits.alt, limits.cost);
      return affordable({ block: { ...block, alt }, cost: lineCost(alt, limits) }, left);
    }
    case 'list':
      return fitList(block.items, limits, left);
    case 'fields':
      return fitFields(block.fields, limits, left);
    case 'buttons':
      return { block, cost: 0 };
    default:
      return unreachable(block);
  }
}

function fitList(items: readonly (readonly Span[])[], limits: Limits, left: number): Fitted | undefined {
  const kept: (readonly Span[])[] = [];
  let cost = NOTE;
  for (const item of items.slice(0, items.length > limits.items ? limits.items - 1 : limits.items)) {
    const fitted = fitSpans(item, limits, Number.POSITIVE_INFINITY);
    if (fitted === undefined || cost + fitted.cost > left) break;
    kept.push(fitted.spans);
    cost += fitted.cost;
  }
  if (kept.length === 0 && items.length > 0) return undefined;
  const more = items.length - kept.length;
  return { block: { type: 'list', items: more > 0 ? [...kept, [`… ${more} more`]] : kept }, cost };
}

type Field = { readonly name: string; readonly value: readonly Span[] };

function fitFields(fields: readonly Field[], limits: Limits, left: number): Fitted | undefined {
  const kept: Field[] = [];
  let cost = NOTE;
  for (const { name, value } of fields.slice(0, fields.length > limits.fields ? limits.fields - 1 : limits.fields)) {
    const fitted = fitSpans(value, limits, Number.POSITIVE_INFINITY);
    const short = cut(name, limits.name, limits.cost);
    if (fitted === undefined || cost + fitted.cost + lineCost(short, limits) > left) break;
    kept.push({ name: short, value: fitted.spans });
    cost += fitted.cost + lineCost(short, limits);
  }
  if (kept.length === 0 && fields.length > 0) return undefined;
  const more = fields.length - kept.length;
  return {
    block: { type: 'fields', fields: more > 0 ? [...kept, { name: '…', value: [`${more} more`] }] : kept },
    cost,
  };
}

/** At least this much of a line must fit, else it is left out whole: a stump of a sentence tells nothing. */
const STUMP = 80;

function fitSpans(
  spans: readonly Span[],
  limits: Limits,
  left: number,
): { readonly spans: readonly Span[]; readonly cost: number } | undefined {
  const room = Math.min(limits.line, left - limits.overhead);
  const kept: Span[] = [];
  let cost = 0;
  for (const span of spans) {
    const whole = spanCost(span, limits);
    if (cost + whole > room) {
      if (room < Math.min(STUMP, cost + whole)) return undefined;
      kept.push(cutSpan(span, room - cost, limits));
      cost = room;
      break;
    }
    kept.push(span);
    cost += whole;
  }
  return { spans: kept, cost: cost + limits.overhead };
}

/** Marks around a bold, quoted or linked span. */
const SPAN_MARKS = 6;
const TIME_COST = 40;

function spanCost(span: Span, limits: Limits): number {
  if (typeof span === 'string') return limits.cost(span);
  if ('bold' in span) return limits.cost(span.bold) + SPAN_MARKS;
  if ('quote' in span) return limits.cost(span.quote) + SPAN_MARKS;
  if ('link' in span) return limits.cost(span.text) + SPAN_MARKS;
  return TIME_COST;
}

function cutSpan(span: Span, room: number, limits: Limits): Span {
  const short = (text: string): string => cut(text, Math.max(0, room - SPAN_MARKS), limits.cost);
  if (typeof span === 'string') return short(span);
  if ('bold' in span) return { bold: short(span.bold) };
  if ('quote' in span) return { quote: short(span.quote) };
  if ('link' in span) return { link: span.link, text: short(span.text) || '…' };
  return '…';
}

function lineCost(text: string, limits: Limits): number {
  return limits.cost(text) + limits.overhead;
}

function affordable(fitted: Fitted, left: number): Fitted | undefined {
  return fitted.cost <= left ? fitted : undefined;
}
