import { countryOfHost } from '../feeds/country.ts';
import type { FeedItem } from '../feeds/item.ts';

/** Where an item's outlet is at home (ISO 3166-1 alpha-2): by its feed's setting, else by its address. */
export function countryOf(item: FeedItem): string | undefined {
  if (item.country !== undefined) return item.country;
  return countryOfHost(hostOf(item.url)) ?? countryOfHost(item.source);
}

function hostOf(url: string): string {
  const from = url.indexOf('://') + 3;
  if (from < 3) return '';
  const end = url.slice(from).search(/[/:?#]/);
  return end < 0 ? url.slice(from) : url.slice(from, from + end);
}
