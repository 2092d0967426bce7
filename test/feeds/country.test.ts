import { describe, expect, it } from 'vitest';
import { countryOfHost } from '../../src/feeds/country.ts';

describe('countryOfHost', () => {
  it.each([
    ['www.example.es', 'ES'],
    ['news.example.co.uk', 'GB'],
    ['example.cat', 'ES'],
    ['example.com.ar', 'AR'],
  ])('reads %s as %s', (host, country) => {
    expect(countryOfHost(host)).toBe(country);
  });

  it.each(['example.com', 'example.io', 'example.ai', 'localhost', '127.0.0.1', ''])(
    'reads no country in %j',
    (host) => {
      expect(countryOfHost(host)).toBeUndefined();
    },
  );
});
