import type { FeedItem } from '../feeds/item.ts';
import type { StoryId } from '../ids.ts';
import { cutAtWord } from '../text/cut-words.ts';
import { DAY_MS } from '../time.ts';
import type { Reason, Verdict } from './verdict.ts';
import { judge, type Watch } from './watch.ts';

/** How long after an item came its article may still be asked for, in milliseconds: what is older is no news. */
export const LOOKED_AT_FOR_MS = DAY_MS;

/** What a second look at a borderline item, by its article, leaves in its verdict. */
const SIGNAL = 'article';
const READ = 'judged again by the first paragraphs of its article';
const SAYS_LITTLE = 'its article was read, and by itself says too little of the story';
/** So much of an article is judged: signals are weighed for texts as long as a summary, not for whole pages. */
const JUDGED_CHARS = 1_500;

/** The item with the beginning of its article in the place of its summary. */
export function withArticle(item: FeedItem, paragraphs: readonly string[]): FeedItem {
  return { ...item, summary: cutAtWord(paragraphs.join(' '), JUDGED_CHARS) };
}

/**
 * What a story makes of an item by its article. Beside a bare headline any text at all speaks for an item: where the
 * article is unrelated without the headline and the address, which mostly says the same, the verdict that was there stands.
 */
export function judgeByArticle(watch: Watch, story: StoryId, article: FeedItem, before: Verdict): Verdict {
  const verdict = judge(watch, story, article);
  const { meaning: _, ...words } = article;
  const alone = { ...words, title: '', url: '' };
  const isVain = verdict.score > before.score && judge(watch, story, alone).kind === 'unrelated';
  return isVain ? withReason(before, SAYS_LITTLE) : withReason(verdict, READ);
}

/** The verdict of an item whose article could not be read, and why; the score stays as it is. */
export function unreadArticle(verdict: Verdict, why: string): Verdict {
  return withReason(verdict, `its article could not be read: ${why}`);
}

function withReason(verdict: Verdict, evidence: string): Verdict {
  return { ...verdict, reasons: [...verdict.reasons, { signal: SIGNAL, contribution: 0, evidence }] };
}

/** What the second look left; undefined where there was none. */
export function secondLookOf({ reasons }: Verdict): Reason | undefined {
  return reasons.find(({ signal }) => signal === SIGNAL);
}

/** Whether the verdict rests on the article. */
export function isByArticle(verdict: Verdict): boolean {
  return secondLookOf(verdict)?.evidence === READ;
}
