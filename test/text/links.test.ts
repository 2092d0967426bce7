import { describe, expect, it } from 'vitest';
import { addLink, firstLink, type Links, makeLinks, nextLink } from '../../src/text/links.ts';

function linksOf(links: Links, feature: number): readonly number[] {
  const found: number[] = [];
  for (let link = firstLink(links, feature); link >= 0; link = nextLink(links, link)) found.push(link);
  return found;
}

describe('links', () => {
  it('finds all links of a feature, newest first, among others of the same hash and beyond every growth', () => {
    const links = makeLinks();
    // Multiples of a power of two meet in one chain.
    const features = Array.from({ length: 5_000 }, (_, at) => (at % 7) * 4_096 - 8_192);

    for (const feature of features) addLink(links, feature);

    for (const feature of new Set(features)) {
      const wanted = features.flatMap((other, link) => (other === feature ? [link] : [])).reverse();
      expect(linksOf(links, feature)).toEqual(wanted);
    }
    expect(linksOf(links, 99)).toEqual([]);
  });
});
