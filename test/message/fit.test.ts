import { describe, expect, it } from 'vitest';
import { type Limits, shorten } from '../../src/message/fit.ts';
import type { Block } from '../../src/message/message.ts';
import { aMessage } from './messages.ts';

const limits = (parts: Partial<Limits> = {}): Limits => ({
  title: 100,
  line: 200,
  name: 50,
  total: 2_000,
  blocks: 10,
  items: 5,
  fields: 4,
  buttons: 3,
  label: 20,
  alt: 100,
  overhead: 2,
  cost: (piece) => piece.length,
  ...parts,
});

describe('shorten', () => {
  it('leaves a message that fits as it is', () => {
    const message = aMessage({ blocks: [{ type: 'paragraph', spans: ['One ', { bold: 'two' }] }] });

    expect(shorten(message, limits())).toEqual(message);
  });

  it('cuts a title and says so', () => {
    expect(shorten(aMessage({ title: 'a'.repeat(101) }), limits()).title).toBe(`${'a'.repeat(99)}…`);
  });

  it('says how many items of a list are left out', () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((text) => [text]);

    const { blocks } = shorten(aMessage({ blocks: [{ type: 'list', items }] }), limits());

    expect(blocks).toEqual([{ type: 'list', items: [['a'], ['b'], ['c'], ['d'], ['… 3 more']] }]);
  });

  it('says how many fields are left out', () => {
    const fields = [1, 2, 3, 4, 5, 6].map((at) => ({ name: `n${at}`, value: [`v${at}`] }));

    const { blocks } = shorten(aMessage({ blocks: [{ type: 'fields', fields }] }), limits());

    expect(blocks).toMatchObject([{ fields: [{}, {}, {}, { name: '…', value: ['3 more'] }] }]);
  });

  it('says how many blocks are left out, and keeps the buttons', () => {
    const paragraphs = Array.from({ length: 12 }, (_, at): Block => ({ type: 'paragraph', spans: [`p${at}`] }));
    const buttons: Block = { type: 'buttons', buttons: [{ label: 'Why?', action: 'why', value: '1' }] };

    const { blocks } = shorten(aMessage({ blocks: [...paragraphs, buttons] }), limits());

    expect(blocks).toHaveLength(10);
    expect(blocks.slice(-2)).toEqual([{ type: 'context', spans: ['… 4 more parts are left out.'] }, buttons]);
  });

  it('cuts the span in which the room ends and drops those behind it', () => {
    const spans = ['a'.repeat(150), { bold: 'b'.repeat(100) }, 'c'];

    const { blocks } = shorten(aMessage({ blocks: [{ type: 'paragraph', spans }] }), limits());

    expect(blocks).toEqual([{ type: 'paragraph', spans: ['a'.repeat(150), { bold: `${'b'.repeat(43)}…` }] }]);
  });

  it('leaves out a line of which only a stump would fit', () => {
    const long = 'a'.repeat(180);
    const blocks: Block[] = Array.from({ length: 3 }, () => ({ type: 'paragraph', spans: [long] }));

    const fitted = shorten(aMessage({ blocks }), limits({ total: 500 }));

    expect(fitted.blocks).toEqual([blocks[0], blocks[1], { type: 'context', spans: ['… 1 more part is left out.'] }]);
  });
});
