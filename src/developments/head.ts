import type { FeedItem } from '../feeds/item.ts';
import type { Instant } from '../time.ts';
import type { Development } from './development.ts';

/**
 * The item that a reader knows a development by: the first that came in from `since` on, when its story was taken up,
 * for what was found in the archive then was told to nobody. Where all of it is older, the item that opened it.
 */
export function headOf({ reports }: Development, since: Instant): FeedItem {
  const [opener] = reports;
  if (opener === undefined) throw new RangeError('a development without reports');
  const told = reports.find(({ item, placement }) => placement !== 'repeats' && item.firstSeenAt >= since);
  return (told ?? opener).item;
}
