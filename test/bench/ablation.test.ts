import { describe, expect, it } from 'vitest';
import { lexiconOf, switchOff, variantsOf } from '../../bench/ablation-variants.ts';
import { SIGNALS } from '../../src/relevance/signals.ts';
import type { Signal } from '../../src/relevance/measures.ts';
import type { Lexicon } from '../../src/text/lexicon.ts';

const copies = (): Signal[] =>
  ['topic', 'names'].map((name) => ({ name, sign: 1, measure: () => 1, evidence: () => '' }));
const sight: Parameters<Signal['measure']>[0] = Object.create(null);

describe('the ablation', () => {
  it('takes away every signal in some variant, and first of all nothing', () => {
    const variants = variantsOf(false);

    expect(variants[0]).toEqual({ name: 'nothing', signals: [] });
    const off = new Set(variants.flatMap(({ signals }) => signals));
    expect(SIGNALS.filter(({ name }) => !off.has(name))).toEqual([]);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
    expect(variantsOf(true)).toHaveLength(SIGNALS.length + 1);
  });

  it('lets a signal measure nothing, and leaves the others alone', () => {
    const signals = copies();

    switchOff(['topic', 'no such signal'], signals);

    expect(signals.map(({ measure }) => measure(sight))).toEqual([0, 1]);
  });

  it('leaves of the lexicon what reads a text but matches nothing', () => {
    const [concepts, places] = ['lexicon of concepts', 'lexicon of places'].map((name) => {
      const variant = variantsOf(false).find((each) => each.name === name);
      if (variant === undefined) throw new Error(`no variant ${name}`);
      return lexiconOf(variant);
    });

    const sizes = (lexicon: Lexicon | undefined): readonly number[] => [
      lexicon?.source.groups.size ?? 0,
      Object.keys(lexicon?.source.wordsIn('en').places ?? {}).length,
    ];
    expect(sizes(concepts)[0]).toBeLessThan(5);
    expect(sizes(concepts)[1]).toBeGreaterThan(100);
    expect(sizes(places)[0]).toBeGreaterThan(100);
    expect(sizes(places)[1]).toBe(0);
  });
});
