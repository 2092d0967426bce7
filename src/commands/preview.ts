import type { FeedItem } from '../feeds/item.ts';
import type { Block, Button, Message, Span } from '../message/message.ts';
import { changesBetween } from '../story/edit.ts';
import type { Profile, Story } from '../story/story.ts';
import { DRAFT } from './command.ts';
import type { Preview, Tried } from './deps.ts';
import { ROWS } from './rows.ts';
import { itemsWord } from './words.ts';

/** What another profile would have posted, beside the one in force; with buttons to save it, change it again or discard it. */
export function previewOf({ profile }: Story, changed: Profile, preview: Preview, again: Button): Message {
  const { days, read, inForce, tried, newlyPosted, noLongerPosted } = preview;
  const draft = again.value.replace(/^again /, '');
  const button = (label: string, what: string): Button => ({ label, action: DRAFT, value: `${what} ${draft}` });
  return {
    tone: 'reply',
    title: `Not saved yet: what this would have posted in ${days} days`,
    importance: 'normal',
    blocks: [
      { type: 'paragraph', spans: [{ bold: profile.title }, `: ${changesText(profile, changed)}`] },
      {
        type: 'fields',
        fields: [
          { name: 'As it is', value: [triedText(inForce)] },
          { name: 'With this', value: [triedText(tried)] },
          { name: 'Items read', value: [read.toLocaleString('en')] },
        ],
      },
      ...listOf('Would be posted now', newlyPosted),
      ...listOf('Would be posted no longer', noLongerPosted),
      ...nearMisses(tried),
      ...(newlyPosted.length + noLongerPosted.length === 0 ? [SAME] : []),
      { type: 'buttons', buttons: [button('Save', 'save'), again, button('Discard', 'discard')] },
    ],
  };
}

const SAME: Block = { type: 'context', spans: ['The same items would have been posted.'] };
const CHANGES_SHOWN = 8;

/** `+ actor Kranwerk, threshold 0.5 → 0.6`. */
export function changesText(before: Profile, after: Profile): string {
  const changes = changesBetween(before, after);
  const more = changes.length - CHANGES_SHOWN;
  return more > 0 ? `${changes.slice(0, CHANGES_SHOWN).join(', ')} and ${more} more` : changes.join(', ');
}

function triedText({ posts, perWeek, nearMisses }: Tried): string {
  const rate = perWeek < 10 ? Math.round(perWeek * 10) / 10 : Math.round(perWeek);
  return `${itemsWord(posts, 'post')}, ${rate} a week; ${itemsWord(nearMisses.length, 'near miss', 'near misses')}`;
}

function listOf(heading: string, items: readonly FeedItem[]): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { type: 'heading', text: `${heading}: ${items.length}` },
    { type: 'list', items: rowsOf(items.map(row), items.length) },
  ];
}

function nearMisses({ nearMisses: missed }: Tried): readonly Block[] {
  if (missed.length === 0) return [];
  const rows = missed.slice(0, 3).map(({ item, why }): readonly Span[] => [...row(item), why === '' ? '' : `: ${why}`]);
  return [
    { type: 'heading', text: 'Nearest misses' },
    { type: 'list', items: rows },
  ];
}

function rowsOf(rows: readonly (readonly Span[])[], total: number): readonly (readonly Span[])[] {
  const more = total - ROWS;
  return more > 0 ? [...rows.slice(0, ROWS), [`… ${more} more`]] : rows;
}

function row({ url, title, source }: FeedItem): readonly Span[] {
  return [url === '' ? title : { link: url, text: title }, ` · ${source}`];
}
