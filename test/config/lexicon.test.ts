import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../config/lexicon.ts';

const folderWith = (file: string, text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lexicon-'));
  writeFileSync(join(folder, file), text);
  return folder;
};

describe('loadLexicon', () => {
  it('has words for each concept in nearly every language, and for nothing else', () => {
    const { groups, languages, wordsIn } = loadLexicon().source;
    const read = [...languages].map((lang) => Object.keys(wordsIn(lang).concepts));

    expect([...languages].toSorted().join(' ')).toBe('ca cs da de el en es fi fr hu it nl no pl pt ro sv');
    expect(wordsIn('de').concepts['prosecutor']).toContain('staatsanw*');
    expect(new Set(read.flat())).toEqual(new Set(groups.keys()));
    for (const ids of read) expect(ids.length).toBeGreaterThan(groups.size * 0.97);
  });

  it('has each matter in a field that its guide names', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../docs/LEXICON.md'), 'utf8');
    const [, listed = ''] = /The fields: ([^.]*)\./.exec(guide) ?? [];
    const fields = new Set(loadLexicon().fields.values());

    expect([...fields].toSorted()).toEqual([...listed.matchAll(/`([a-z]+)`/g)].map(([, name]) => name));
  });

  it("adds a team's own words to a known concept and takes new ones", () => {
    const folder = folderWith(
      'concepts.json',
      '[{"id":"prosecutor","words":{"en":["public accuser"]}},{"id":"ferry-traffic","words":{"en":["ferry*"]}}]',
    );

    const { groups, wordsIn } = loadLexicon(folder).source;

    expect(wordsIn('en').concepts['prosecutor']).toContain('public accuser');
    expect(wordsIn('en').concepts['prosecutor']).toContain('prosecutor*');
    expect(wordsIn('de').concepts['prosecutor']).toContain('staatsanw*');
    expect(wordsIn('en').concepts['ferry-traffic']).toEqual(['ferry*']);
    expect(groups.get('prosecutor')).toBe('procedure');
    expect(groups.has('ferry-traffic')).toBe(true);
  });

  it.each([
    ['{', 'could not be read as JSON'],
    [
      '[{"id":"x","words":{"english":["word"]}}]',
      'entry 0.words.english is ["word"], not as expected: a language is two small letters',
    ],
    ['[{"id":"x"}]', 'entry 0.words is missing, not as expected'],
    [
      '[{"id":"x","words":{"en":["36-hour week"]}}]',
      'entry 0.words.en.0 is "36-hour week", not as expected: begins with a figure; a figure can only stand behind a word',
    ],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => loadLexicon(folderWith('concepts.json', text))).toThrow(message);
  });
});
