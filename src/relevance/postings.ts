/**
 * Where each feature occurs, and how much it weighs there: an inverted index (Zobel, Moffat 2006), its lists cut into
 * short blocks so that most features need one look at memory.
 */
export interface Postings {
  /** Open addressing by the feature, two places to each: the feature, and its newest block and one more, 0 where nothing is. */
  table: Int32Array;
  features: number;
  /** Eight places to a block: the older block and one more, how many entries it has, then slot and weight of each. */
  blocks: Int32Array;
  /** The same memory, for the weights. */
  weights: Float32Array;
  used: number;
}

const BLOCK = 8;
const FIRST_ENTRY = 2;
const ENTRIES = 3;
const FIRST_TABLE = 256;
const FIRST_BLOCKS = 64;

export function makePostings(): Postings {
  const blocks = new Int32Array(FIRST_BLOCKS * BLOCK);
  return { table: new Int32Array(FIRST_TABLE), features: 0, blocks, weights: new Float32Array(blocks.buffer), used: 0 };
}

export function clearPostings(postings: Postings): void {
  postings.table.fill(0);
  postings.features = 0;
  postings.used = 0;
}

/** Notes that a feature occurs in a slot, once for each slot. */
export function addPosting(postings: Postings, feature: number, slot: number, weight: number): void {
  const at = placeOf(postings, feature);
  let block = (postings.table[at + 1] ?? 0) - 1;
  if (block < 0 || postings.blocks[block * BLOCK + 1] === ENTRIES) {
    block = addBlock(postings, block);
    postings.table[at + 1] = block + 1;
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
  { table, blocks, weights }: Postings,
  feature: number,
  weight: number,
  products: Float64Array,
): void {
  let block = (table[slotFor(table, feature) + 1] ?? 0) - 1;
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

/** The place of a feature in the table, made where it has none. */
function placeOf(postings: Postings, feature: number): number {
  const at = slotFor(postings.table, feature);
  if (postings.table[at + 1] !== 0) return at;
  postings.features += 1;
  if (postings.features * 4 > postings.table.length) growTable(postings);
  const free = slotFor(postings.table, feature);
  postings.table[free] = feature;
  return free;
}

function slotFor(table: Int32Array, feature: number): number {
  const mask = table.length - 2;
  let slot = ((feature ^ (feature >>> 15)) << 1) & mask;
  while (table[slot + 1] !== 0 && table[slot] !== feature) slot = (slot + 2) & mask;
  return slot;
}

function growTable(postings: Postings): void {
  const before = postings.table;
  postings.table = new Int32Array(before.length * 2);
  for (let at = 0; at < before.length; at += 2) {
    if (before[at + 1] === 0) continue;
    const slot = slotFor(postings.table, before[at] ?? 0);
    postings.table[slot] = before[at] ?? 0;
    postings.table[slot + 1] = before[at + 1] ?? 0;
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
