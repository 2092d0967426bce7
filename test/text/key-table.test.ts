import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearKeys, makeKeyTable, numberOfKey, setKey } from '../../src/text/key-table.ts';

describe('a table of keys', () => {
  it('answers as a map does, however many keys there are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.nat(1_000_000)), { maxLength: 300 }), (entries) => {
        const table = makeKeyTable(4);
        for (const [key, number] of entries) setKey(table, key, number);

        const known = new Map(entries);
        expect(table.count).toBe(known.size);
        for (const [key, number] of known) expect(numberOfKey(table, key)).toBe(number);
      }),
    );
  });

  it('knows the key 0, and nothing once it is cleared', () => {
    const table = makeKeyTable(4);
    setKey(table, 0, 0);
    expect([numberOfKey(table, 0), numberOfKey(table, 7)]).toEqual([0, -1]);

    clearKeys(table);
    expect(numberOfKey(table, 0)).toBe(-1);
  });
});
