/** Numbers from 0 on by keys of 32 bits: open addressing, for what is asked of every word. */
export interface KeyTable {
  /** Two places to a key: the key, and its number and one more, 0 where nothing is. Its length is a power of two. */
  cells: Int32Array;
  count: number;
}

/** An empty table with room for so many keys, a power of two, before it grows. */
export function makeKeyTable(room: number): KeyTable {
  return { cells: new Int32Array(room * CELLS_A_KEY), count: 0 };
}

/** Half of the places stay free. */
const CELLS_A_KEY = 4;

/** The number of a key; -1 where it has none. */
export function numberOfKey({ cells }: KeyTable, key: number): number {
  return numberIn(cells, key);
}

/** The same of a table's cells, where many keys are looked up and none is given a number meanwhile. */
export function numberIn(cells: Int32Array, key: number): number {
  return (cells[placeOf(cells, key) + 1] ?? 0) - 1;
}

/** Gives a key a number, in place of the one it may have. */
export function setKey(table: KeyTable, key: number, number: number): void {
  let at = placeOf(table.cells, key);
  if (table.cells[at + 1] === 0) {
    table.count += 1;
    if (table.count * CELLS_A_KEY > table.cells.length) {
      grow(table);
      at = placeOf(table.cells, key);
    }
  }
  table.cells[at] = key;
  table.cells[at + 1] = number + 1;
}

export function clearKeys(table: KeyTable): void {
  table.cells.fill(0);
  table.count = 0;
}

/** Where a key is, or would be. */
function placeOf(cells: Int32Array, key: number): number {
  const mask = cells.length - 2;
  let at = ((key ^ (key >>> 15)) << 1) & mask;
  while (cells[at + 1] !== 0 && cells[at] !== key) at = (at + 2) & mask;
  return at;
}

function grow(table: KeyTable): void {
  const before = table.cells;
  const cells = new Int32Array(before.length * 2);
  for (let from = 0; from < before.length; from += 2) {
    if (before[from + 1] === 0) continue;
    const at = placeOf(cells, before[from] ?? 0);
    cells[at] = before[from] ?? 0;
    cells[at + 1] = before[from + 1] ?? 0;
  }
  table.cells = cells;
}
