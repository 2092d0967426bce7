import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, UserError } from '../src/errors.ts';
import { compileLexicon, type Lexicon, type LexiconEntry } from '../src/text/lexicon.ts';

const Entry = z.strictObject({
  id: z.string().min(1),
  group: z.string().min(1).optional(),
  words: z.record(
    z.string().regex(/^[a-z]{2}$/, 'a language is two small letters (ISO 639-1)'),
    z.array(z.string().min(2)),
  ),
});
const Entries = z.array(Entry);

/**
 * Reads the lexicon that ships with Storywatch, and a team's own words on top.
 * `folder` may hold concepts.json and places.json of the same form; an entry with a known id adds words to it.
 * Throws a UserError that names the file and the faulty entry.
 */
export function loadLexicon(folder?: string): Lexicon {
  const own = join(import.meta.dirname, 'lexicon');
  const concepts = readEntries(join(own, 'concepts.json'));
  const places = readEntries(join(own, 'places.json'));
  if (folder === undefined) return compileLexicon(concepts, places);
  return compileLexicon(
    [...concepts, ...optional(join(folder, 'concepts.json'))],
    [...places, ...optional(join(folder, 'places.json'))],
  );
}

function optional(file: string): readonly LexiconEntry[] {
  return existsSync(file) ? readEntries(file) : [];
}

function readEntries(file: string): readonly LexiconEntry[] {
  const parsed = Entries.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new UserError(`${file}: entry ${place} is not as expected: ${issue?.message ?? 'unknown fault'}`, {
    hint: 'Each entry is {"id": "…", "words": {"en": ["word", "stem*"], …}}; see docs/LEXICON.md.',
  });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UserError(`${file} could not be read as JSON: ${messageOf(cause)}`, {
      hint: 'Check that the file exists and is valid JSON; see docs/LEXICON.md.',
      cause,
    });
  }
}
