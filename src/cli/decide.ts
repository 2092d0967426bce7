import { cover } from '../app/cover.ts';
import type { Development } from '../developments/development.ts';
import { id, type StoryId } from '../ids.ts';
import { judge, openWatch } from '../relevance/watch.ts';
import { DAY_MS } from '../time.ts';
import { printManyStories } from './decide-many.ts';
import { readItems } from './items.ts';
import { chosenLexicon, chosenProfile, type ProfileOptions } from './profile-options.ts';
import { storyOf } from './story-of.ts';
import type { Terminal } from './terminal.ts';

interface Options extends ProfileOptions {
  readonly items: string;
  readonly stories?: string;
  readonly seeds: string;
}

/** Developments that were not touched for so long are closed; it bounds the memory of a long stream. */
const OPEN_FOR_MS = 30 * DAY_MS;

const STORY: StoryId = id('story');

/** Prints a decision for each item, in the given order, as the items come. */
export async function printDecisions(options: Options, terminal: Terminal): Promise<0 | 1> {
  if (options.stories !== undefined) return printManyStories({ ...options, stories: options.stories }, terminal);
  const lexicon = chosenLexicon(options);
  const { profile, warnings } = await chosenProfile(options, lexicon);
  for (const { what, hint } of warnings) terminal.note(`Weak profile: ${what} ${hint}`);
  const story = await storyOf(STORY, profile, options.items, terminal, lexicon);
  const watch = openWatch([story], lexicon);
  const faults = { count: 0 };
  let developments: readonly Development[] = [];
  for await (const { item } of readItems(options.items, terminal, faults, story.since)) {
    const [coverage] = cover(watch, new Map([[STORY, story]]), [item], new Map([[STORY, developments]]));
    const placement = coverage?.placement;
    if (placement !== undefined) {
      const { development } = placement;
      developments = [...developments.filter((other) => isOpen(other, development)), development];
    }
    const verdict = coverage?.verdict ?? judge(watch, STORY, item);
    await terminal.out(
      `${JSON.stringify({
        id: item.id,
        kind: verdict.kind,
        score: round(verdict.score),
        reasons: verdict.reasons.map((reason) => ({ ...reason, contribution: round(reason.contribution) })),
        development: placement?.development.id ?? null,
        placement: placement?.kind ?? null,
        strand: verdict.strand ?? null,
      })}\n`,
    );
  }
  return faults.count === 0 ? 0 : 1;
}

function isOpen(other: Development, latest: Development): boolean {
  return other.id !== latest.id && other.updatedAt > latest.updatedAt - OPEN_FOR_MS;
}

/** Four decimals: enough to check the sum by hand. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
