import { clearKeys, type KeyTable, makeKeyTable, numberOfKey, setKey } from '../text/key-table.ts';

/**
 * Where each feature occurs, and how much it weighs there: an inverted index (Zobel, Moffat 2006), its lists cut into
 * blocks of which each is twice as long as the one before: most features need one look at memory, and what many texts
 * share is read in a row.
 */
export interface Postings {
  /** By feature: where its newest block begins. */
  readonly newest: KeyTable;
  /** A block is: where the older block begins and one more, where it ends, where it is filled to, then slot and weight of each entry. */
  blocks: Int32Array;
  /** The same memory, for the weights. */
  weights: Float32Array;
  used: number;
}

const FIRST_ENTRY = 3;
const FIRST_LENGTH = FIRST_ENTRY + 2 * 2;
/** Longer ones would leave too much room free. */
const LONGEST = FIRST_ENTRY + 2 * 256;
const FIRST_ROOM = 64;

export function makePostings(): Postings {
  const blocks = new Int32Array(FIRST_ROOM * FIRST_LENGTH);
  return { newest: makeKeyTable(FIRST_ROOM), blocks, weights: new Float32Array(blocks.buffer), used: 0 };
}

export function clearPostings(postings: Postings): void {
  clearKeys(postings.newest);
  postings.used = 0;
}

/** Notes that a feature occurs in a slot, once for each slot. */
export function addPosting(postings: Postings, feature: number, slot: number, weight: number): void {
  let block = numberOfKey(postings.newest, feature);
  if (block < 0 || postings.blocks[block + 2] === postings.blocks[block + 1]) {
    block = addBlock(postings, block);
    setKey(postings.newest, feature, block);
  }
  const entry = postings.blocks[block + 2] ?? 0;
  postings.blocks[entry] = slot;
  postings.weights[entry + 1] = weight;
  postings.blocks[block + 2] = entry + 2;
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
    const end = blocks[block + 2] ?? 0;
    for (let entry = block + FIRST_ENTRY; entry < end; entry += 2) {
      const slot = blocks[entry] ?? 0;
      products[slot] = (products[slot] ?? 0) + weight * (weights[entry + 1] ?? 0);
    }
    block = (blocks[block] ?? 0) - 1;
  }
}

/** Begins a block, twice as long as the older one of its feature. */
function addBlock(postings: Postings, older: number): number {
  const before = older < 0 ? 0 : (postings.blocks[older + 1] ?? 0) - older - FIRST_ENTRY;
  const length = older < 0 ? FIRST_LENGTH : Math.min(LONGEST, FIRST_ENTRY + 2 * before);
  const block = postings.used;
  if (block + length > postings.blocks.length) {
    const blocks = new Int32Array(postings.blocks.length * 2 + length);
    blocks.set(postings.blocks);
    postings.blocks = blocks;
    postings.weights = new Float32Array(blocks.buffer);
  }
  postings.used += length;
  postings.blocks[block] = older + 1;
  postings.blocks[block + 1] = block + length;
  postings.blocks[block + 2] = block + FIRST_ENTRY;
  return block;
}
