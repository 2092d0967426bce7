import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { DAY_MS, HOUR_MS, type Instant } from '../../time.ts';

const FOLDER = new URL('../../../config/demo/', import.meta.url);

/** The article from which the story is taken up. */
export const ARTICLE = fileURLToPath(new URL('article.json', FOLDER));

/** One item of the archive, at the hour at which its outlet publishes it in the replay. */
export interface ArchiveItem {
  readonly url: string;
  readonly source: string;
  readonly lang: string;
  readonly title: string;
  readonly summary: string;
  readonly at: Instant;
}

const Line = z.object({
  url: z.string(),
  source: z.string(),
  lang: z.string(),
  published: z.string(),
  title: z.string(),
  summary: z.string(),
});

const FIRST_HOUR = 6;
const HOURS_OF_NEWS = 16;

/** The first story's coverage and what else was written then, oldest first. The archive knows days; an hour is drawn from the address. */
export function readArchive(): readonly ArchiveItem[] {
  const text = readFileSync(new URL('archive.jsonl', FOLDER), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const { published, ...item } = Line.parse(JSON.parse(line));
      return { ...item, at: Date.parse(published) + hourOf(item.url) };
    })
    .sort((a, b) => a.at - b.at);
}

function hourOf(url: string): number {
  const share = createHash('sha256').update(url).digest().readUInt16BE(0) / 65_536;
  return (FIRST_HOUR * HOUR_MS + share * HOURS_OF_NEWS * HOUR_MS) % DAY_MS;
}
