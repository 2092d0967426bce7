import { readFileSync } from 'node:fs';
import { fileFaultOf, UserError } from '../errors.ts';
import type { ArticleReader } from '../ports.ts';
import { parseSeed } from '../story/seed.ts';
import type { Seed } from '../story/story.ts';

/** Reads articles from files, and from addresses where a reader is given. Throws a UserError naming the one that cannot be read. */
export async function readSeeds(
  places: readonly string[],
  reader: ArticleReader | undefined,
): Promise<readonly Seed[]> {
  const seeds: Seed[] = [];
  for (const place of places) {
    const address = /^https?:\/\//.test(place);
    if (address && reader === undefined) {
      throw new UserError(`The seed ${place} is an address; this command reads files only.`, {
        hint: `Save the article first: npx storywatch profile --seed ${place} > story.yaml, then use --profile story.yaml.`,
      });
    }
    const seed = address && reader !== undefined ? await reader.read(place) : parseSeed(readText(place, 'seed'), place);
    seeds.push({ ...seed, lang: seed.lang ?? (await languageOf(seed)) });
  }
  return seeds;
}

/** By its headline and first paragraph. What tells languages apart takes 40 MB, which a bot without such a seed need not have. */
async function languageOf({ title, paragraphs: [first = ''] }: Seed): Promise<string> {
  const text = await import('../text/language.ts');
  return text.languageOf(`${title} ${first}`, undefined);
}

/** A text file in UTF-8. Throws a UserError that names what the file was meant to be. */
export function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError(`The ${what} ${path} cannot be read: ${fileFaultOf(cause)}`, {
      hint: 'Check the path and that this user may read the file.',
      cause,
    });
  }
}
