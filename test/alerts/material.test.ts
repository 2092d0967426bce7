import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';
import { materialOf } from '../../src/alerts/material.ts';
import type { FeedItem } from '../../src/feeds/item.ts';
import { openWatch, readerOf } from '../../src/relevance/watch.ts';
import { aDevelopment, anItem, aStory } from '../builders/news.ts';

const reader = readerOf(openWatch([aStory()], loadLexicon()));
const opener = anItem({ title: 'Council opens inquiry into harbour works' });
const afterOpener = (given: Partial<FeedItem>, ...between: readonly FeedItem[]): string | undefined => {
  const item = anItem(given);
  return materialOf(aDevelopment([opener, ...between, item]), item, reader);
};

describe('materialOf', () => {
  it.each([
    ['en', 'Harbour director charged with fraud', 'New step: charges'],
    ['es', 'La justicia condena al director del puerto', 'New step: a conviction'],
    ['en', 'Harbour Ltd fined over missing contracts', 'New step: a fine'],
    ['en', 'Correction: harbour director was not present', 'Correction'],
    ['es', 'Fe de errores: el director del puerto no estuvo', 'Correction'],
    ['de', 'Berichtigung – Hafenchef war nicht dabei', 'Correction'],
  ])('names what concerns everybody, in %s: %s', (lang, title, material) => {
    expect(afterOpener({ lang, title })).toBe(material);
  });

  it('takes the first word of an authority for a confirmation, and the second for nothing of the kind', () => {
    const first = anItem({ tier: 'authority', title: 'Council on the harbour works' });

    expect(afterOpener({ tier: 'authority', title: 'Council on the harbour works' })).toBe('Official confirmation');
    expect(afterOpener({ tier: 'authority', title: 'Council on the harbour works again' }, first)).toBeUndefined();
  });

  it.each([
    ['what is said', { title: 'Harbour director speaks of a plot' }],
    ['a word that happens to be a correction', { title: 'Correction facility opens beside the harbour' }],
    [
      'a step that stands in the text alone',
      { title: 'Harbour inquiry goes on', summary: 'He was charged with fraud.' },
    ],
  ])('leaves %s to the thread', (_what, given) => {
    expect(afterOpener(given)).toBeUndefined();
  });

  it('tells a step once', () => {
    const told = anItem({ title: 'Harbour inquiry goes on', summary: 'Its director was charged with fraud.' });

    expect(afterOpener({ title: 'Harbour director charged with fraud over 12 contracts' }, told)).toBeUndefined();
  });

  it('has nothing to compare the first report with: it is a root', () => {
    const item = anItem({ tier: 'authority', title: 'Harbour director charged with fraud' });

    expect(materialOf(aDevelopment([item]), item, reader)).toBeUndefined();
  });
});
