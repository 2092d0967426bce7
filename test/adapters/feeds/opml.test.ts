import { describe, expect, it } from 'vitest';
import { readOpml, writeOpml } from '../../../adapters/feeds/opml.ts';
import { MINUTE_MS } from '../../../src/time.ts';
import { aFeed } from '../../builders/feeds.ts';

describe('readOpml', () => {
  it('flattens folders and takes each address once', () => {
    const text = `<?xml version="1.0"?><opml version="1.0"><body>
      <outline text="News"><outline text="A &amp; B" xmlUrl="https://a.example/rss?x=1&amp;y=2" type="rss"/>
      <outline title="Again" xmlurl="https://a.example/rss?x=1&amp;y=2"/></outline>
      <outline xmlUrl="https://www.b.example/atom" language="es-ES"/><outline text="no address"/><outline xmlUrl="file:///etc/passwd"/>
    </body></opml>`;

    expect(readOpml(text, 'feeds.opml')).toEqual([
      aFeed({ url: 'https://a.example/rss?x=1&y=2', name: 'A & B', lang: undefined, tier: 'other' }),
      aFeed({ url: 'https://www.b.example/atom', name: 'b.example', lang: 'es', tier: 'other' }),
    ]);
  });

  it('says what it expected where there is no feed', () => {
    expect(() => readOpml('{"a": 1}', 'feeds.json')).toThrow(
      'feeds.json lists no feed; expected OPML with <outline xmlUrl="https://…"/>',
    );
  });
});

describe('writeOpml', () => {
  it('writes what readOpml gives back unchanged', () => {
    const feeds = [
      aFeed({ name: 'BOE "oficial" <diario>', tier: 'authority', lang: 'es', country: 'ES', everyMs: 7 * MINUTE_MS }),
      aFeed({ url: 'https://b.example/?a=1&b=2', tier: 'agency', lang: undefined }),
    ];

    expect(readOpml(writeOpml(feeds, 'Storywatch'), 'feeds.opml')).toEqual(feeds);
  });
});
