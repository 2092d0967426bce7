import { clearKeys, type KeyTable, makeKeyTable, numberOfKey, setKey } from '../text/key-table.ts';

/**
 * Where each feature occurs, and how much it weighs there: an inverted index (Zobel, Moffat 2006), its lists cut into
 * short blocks so that most features need one look at memory.
 */
export interface Postings {
  /** By feature: its newest block. */
  readonly newest: KeyTable;
  /** Eight places to a block: the older block and one more, how many entries it has, then slot and weight of each. */
  blocks: Int32Array;
  /** The same memory, for the weights. */
  weights: Float32Array;
  used: number;
}

const BLOCK = 8;
const FIRST_ENTRY = 2;
const ENTRIES = 3;
const FIRST_ROOM = 64;
const FIRST_BLOCKS = 64;

export function makePostings(): Postings {
  const blocks = new Int32Array(FIRST_BLOCKS * BLOCK);
  return { newest: makeKeyTable(FIRST_ROOM), blocks, weights: new Float32Array(blocks.buffer), used: 0 };
}

export function clearPostings(postings: Postings): void {
  clearKeys(postings.newest);
  postings.used = 0;
}

/** Notes that a feature occurs in a slot, once for each slot. */
export function addPosting(postings: Postings, feature: number, slot: number, weight: number): void {
  let block = numberOfKey(postings.newest, feature);
  if (block < 0 || postings.blocks[block * BLOCK + 1] === ENTRIES) {
    block = addBlock(postings, block);
    setKey(postings.newest, feature, block);
  }
  const from = block * BLOCK;
  const count = postings.blocks[from + 1] ?? 0;
  const entry = from + FIRST_ENTRY + 2 * count;
  postings.blocks[entry] = slot;
  postings.weights[entry + 1] = weight;
  postings.blocks[from + 1] = count + 1;
}

/** Adds to `products`, by slot, what a feature of this weight has in common with each of them. */
export function addProducts(
  { newest, blocks, weights }: Postings,
  feature: number,
  weight: number,
  products: Float64Array,
): void {
  let block = numberOfKey(newest, feature);
  while (block >= 0) {
    const from = block * BLOCK;
    const end = from + FIRST_ENTRY + 2 * (blocks[from + 1] ?? 0);
    for (let entry = from + FIRST_ENTRY; entry < end; entry += 2) {
      const slot = blocks[entry] ?? 0;
      products[slot] = (products[slot] ?? 0) + weight * (weights[entry + 1] ?? 0);
    }
    block = (blocks[from] ?? 0) - 1;
  }
}

function addBlock(postings: Postings, older: number): number {
  const block = postings.used;
  if ((block + 1) * BLOCK > postings.blocks.length) {
    const blocks = new Int32Array(postings.blocks.length * 2);
    blocks.set(postings.blocks);
    postings.blocks = blocks;
    postings.weights = new Float32Array(blocks.buffer);
  }
  postings.used += 1;
  postings.blocks[block * BLOCK] = older + 1;
  postings.blocks[block * BLOCK + 1] = 0;
  return block;
}
