import type { FeedItem } from '../feeds/item.ts';

/** Top-level domains that say nothing of a country, though they have two letters. */
const GENERIC = new Set(['io', 'tv', 'co', 'me', 'ai', 'fm', 'ly', 'to', 'cc', 'li', 'gg', 'sh', 'vc']);

/** Where an item's outlet is at home (ISO 3166-1 alpha-2): by its feed's setting, else by its address. */
export function countryOf(item: FeedItem): string | undefined {
  if (item.country !== undefined) return item.country;
  return countryOfHost(hostOf(item.url)) ?? countryOfHost(item.source);
}

/** The country of a host name's last label; `uk` is GB, `eu` is EU. */
export function countryOfHost(host: string): string | undefined {
  const label = host.slice(host.lastIndexOf('.') + 1).toLowerCase();
  if (!/^[a-z]{2}$/.test(label) || !host.includes('.') || GENERIC.has(label)) return undefined;
  return label === 'uk' ? 'GB' : label.toUpperCase();
}

function hostOf(url: string): string {
  const from = url.indexOf('://') + 3;
  if (from < 3) return '';
  const end = url.slice(from).search(/[/:?#]/);
  return end < 0 ? url.slice(from) : url.slice(from, from + end);
}
