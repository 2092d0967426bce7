import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fileFaultOf, UserError } from '../src/errors.ts';
import { fold } from '../src/text/fold.ts';
import {
  joinSources,
  type Lexicon,
  type LexiconEntry,
  type LexiconSource,
  openLexicon,
  sourceOf,
} from '../src/text/lexicon.ts';
import { shown, valueAt } from './fault.ts';

const Words = z.array(z.string().min(2).regex(/^\D/, 'begins with a figure; a figure can only stand behind a word'));
const Language = z.strictObject({ concepts: z.record(z.string(), Words), places: z.record(z.string(), Words) });
const Fields = z.record(z.string(), z.array(z.string().min(1)));
const Names = z.array(z.string().min(2));
const Entries = z.array(
  z.strictObject({
    id: z.string().min(1),
    group: z.string().min(1).optional(),
    words: z.record(z.string().regex(/^[a-z]{2}$/, 'a language is two small letters (ISO 639-1)'), Words),
  }),
);

const OWN = join(import.meta.dirname, 'lexicon');
const FIELDS = 'fields.json';
const GIVEN_NAMES = join(import.meta.dirname, 'given-names.json');

/**
 * Opens the lexicon that ships with Storywatch, and a team's own words on top.
 * `folder` may hold concepts.json and places.json; an entry with a known id adds words to it.
 * Throws a UserError that names the file and the faulty entry.
 */
export function loadLexicon(folder?: string): Lexicon {
  if (folder === undefined) return openLexicon(shipped());
  return openLexicon(joinSources(shipped(), sourceOf(entriesIn(folder, 'concepts'), entriesIn(folder, 'places'))));
}

/** One file for each language, read once somebody writes in it. */
function shipped(): LexiconSource {
  const fields = Object.entries(read(join(OWN, FIELDS), Fields));
  const files = readdirSync(OWN).filter((file) => file !== FIELDS);
  return {
    groups: new Map(fields.flatMap(([field, ids]) => ids.map((id) => [id, field]))),
    languages: new Set(files.map((file) => file.replace('.json', ''))),
    wordsIn: (lang) => read(join(OWN, `${lang}.json`), Language),
    givenNames: new Set(read(GIVEN_NAMES, Names).map(fold)),
  };
}

function entriesIn(folder: string, name: 'concepts' | 'places'): readonly LexiconEntry[] {
  const file = join(folder, `${name}.json`);
  return existsSync(file) ? read(file, Entries) : [];
}

function read<Form>(file: string, form: z.ZodType<Form>): Form {
  const written = readJson(file);
  const parsed = form.safeParse(written);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  const why = issue?.code === 'invalid_key' ? issue.issues[0]?.message : issue?.message;
  const seen = shown(valueAt(written, issue?.path ?? []));
  throw new UserError(`${file}: entry ${place} is ${seen}, not as expected: ${why ?? 'unknown fault'}`, {
    hint: 'Each entry is {"id": "…", "words": {"en": ["word", "stem*"], …}}; see docs/LEXICON.md.',
  });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UserError(`${file} could not be read as JSON: ${fileFaultOf(cause)}`, {
      hint: 'Check that the file exists and is valid JSON; see docs/LEXICON.md.',
      cause,
    });
  }
}
