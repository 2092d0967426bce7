/** Country domains that the whole world uses, so that they say nothing of a country. */
const WORLDWIDE = new Set(['ai', 'cc', 'co', 'fm', 'gg', 'io', 'li', 'ly', 'me', 'sh', 'so', 'to', 'tv', 'vc', 'ws']);

/** Domains that are not spelt as their country's ISO 3166-1 code. */
const SPELT_OTHERWISE: Readonly<Record<string, string>> = { uk: 'GB', cat: 'ES', eus: 'ES', gal: 'ES', su: 'RU' };

/** The country that a host's domain ends in, as ISO 3166-1 alpha-2 (`elpais.es` → `ES`, `.eu` → `EU`); undefined where it ends in none. */
export function countryOfHost(host: string): string | undefined {
  if (!host.includes('.')) return undefined;
  const domain = host.slice(host.lastIndexOf('.') + 1).toLowerCase();
  const otherwise = SPELT_OTHERWISE[domain];
  if (otherwise !== undefined) return otherwise;
  return /^[a-z]{2}$/.test(domain) && !WORLDWIDE.has(domain) ? domain.toUpperCase() : undefined;
}
