import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../../src/feeds/item.ts';
import { id } from '../../src/ids.ts';
import type { Store } from '../../src/ports.ts';
import { DAY_MS } from '../../src/time.ts';
import { NOW, aFurther, aStory, aVerdict, anItem, anOpening } from '../fakes/builders.ts';

/** What a store promises about items and coverage. */
export function coverageContract(store: () => Store): void {
  itemsContract(store);
  searchContract(store);
  decisionsContract(store);
  forgettingContract(store);
}

function itemsContract(store: () => Store): void {
  describe('items', () => {
    it('gives items back as they were saved', async () => {
      const bare = anItem('bare', { url: '', country: undefined, publishedAt: undefined, keys: ['guid:bare'] });
      const full = anItem('full', { country: 'ES', summary: 'A summary, "quoted" – und ähnlich 👩‍⚖️', lang: 'es' });
      await store().coverage.saveItems([bare, full]);

      expect(await store().coverage.items(NOW, NOW + 1, 10)).toStrictEqual([bare, full]);
    });

    it('gives an item back with what it means, also with what was decided on it', async () => {
      const item = anItem('meant', { meaning: { model: 'm|q8', vector: Int8Array.of(127, -128, -1, 0, 1) } });
      await store().stories.save(aStory());
      await store().coverage.saveItems([item]);
      await store().coverage.save([anOpening(item)]);

      expect(await store().coverage.items(NOW, NOW + 1, 10)).toStrictEqual([item]);
      expect((await store().coverage.coverageOf(item.id))[0]?.item).toStrictEqual(item);
      expect(await store().coverage.findItem(item.id)).toStrictEqual(item);
    });

    it('knows an item by any of its keys', async () => {
      await store().coverage.saveItems([anItem('a', { keys: ['g1', 'u1'] })]);
      const moved = anItem('moved', { keys: ['g1', 'u2'] });
      const renamed = anItem('renamed', { keys: ['g2', 'u1'] });
      const other = anItem('other', { keys: ['g3', 'u3'] });

      expect(await store().coverage.unseen([other, moved, renamed])).toStrictEqual([other]);
    });

    it('takes one of several items in a list that share a key', async () => {
      const one = anItem('one', { keys: ['g1', 'u1'] });
      const same = anItem('same', { keys: ['g2', 'u1'] });

      expect(await store().coverage.unseen([one, same])).toStrictEqual([one]);
    });

    it('knows a publisher that changes its keys one after the other', async () => {
      await store().coverage.saveItems([anItem('a', { keys: ['g1', 'u1'] })]);
      await store().coverage.saveItems([anItem('b', { keys: ['g2', 'u1'] })]);

      expect(await store().coverage.unseen([anItem('c', { keys: ['g2', 'u2'] })])).toEqual([]);
      expect(await store().coverage.items(0, NOW + 1, 10)).toStrictEqual([anItem('a', { keys: ['g1', 'u1'] })]);
    });

    it('leaves an item that is there as it is', async () => {
      await store().coverage.saveItems([anItem('a')]);
      await store().coverage.saveItems([anItem('a', { title: 'Changed' })]);

      expect(await store().coverage.items(0, NOW + 1, 10)).toStrictEqual([anItem('a')]);
    });

    it('keeps thousands of items at once', async () => {
      const many = Array.from({ length: 2_000 }, (_, index) => anItem(`n${index}`));
      await store().coverage.saveItems(many);

      expect(await store().coverage.unseen(many)).toEqual([]);
      expect(await store().coverage.items(0, NOW + 1, 5_000)).toStrictEqual(many);
    });

    it('gives the newest of a period, oldest first, the end excluded', async () => {
      const items = [0, 1, 2, 3].map((n) => anItem(`n${n}`, { firstSeenAt: NOW + n }));
      await store().coverage.saveItems(items);

      const found = await store().coverage.items(NOW, NOW + 3, 2);

      expect(found.map((item) => item.id)).toEqual(['item-n1', 'item-n2']);
    });

    it('finds an item by id, by address and by the only id that begins so', async () => {
      await store().coverage.saveItems([anItem('apple'), anItem('apricot')]);
      const found = async (text: string): Promise<string | undefined> => (await store().coverage.findItem(text))?.id;

      expect(await found('item-apple')).toBe('item-apple');
      expect(await found('https://news.example/apricot')).toBe('item-apricot');
      expect(await found('item-apr')).toBe('item-apricot');
      expect(await found('item-ap')).toBeUndefined();
      expect(await found('item-')).toBeUndefined();
      expect(await found('')).toBeUndefined();
    });
  });
}

function searchContract(store: () => Store): void {
  describe('search', () => {
    it('finds all words in title or summary, whatever their case and accents, newest first', async () => {
      await store().coverage.saveItems([
        anItem('1', { title: 'La fiscalía abre diligencias', summary: 'Sobre Grok' }),
        anItem('2', { title: 'Fiscalia y Grok', summary: '' }),
        anItem('3', { title: 'Fiscalía sin más', summary: '' }),
      ]);

      const found = await store().coverage.search('GROK fiscalia', 10);

      expect(found.map((item) => item.id)).toEqual(['item-2', 'item-1']);
      expect(await store().coverage.search('fiscalía', 1)).toMatchObject([{ id: 'item-3' }]);
    });

    it.each([
      '"',
      '"unbalanced',
      "it's",
      'a AND',
      'NEAR(',
      'title:x',
      '-x',
      '^x*',
      '(',
      'NOT',
      '',
      '   ',
      '\u0000',
      '\ud800',
      '\u0301',
      '👩‍⚖️',
      ';drop table items',
      'x'.repeat(1_001),
    ])('takes the words %j as words', async (words) => {
      await store().coverage.saveItems([anItem('1', { title: 'Plain' })]);

      expect(await store().coverage.search(words, 10)).toEqual([]);
    });

    it('finds words with signs in them', async () => {
      await store().coverage.saveItems([anItem('1', { title: "L'État c'est moi (under-16)" })]);

      expect(await store().coverage.search('under-16 "l\'état"', 10)).toHaveLength(1);
    });
  });
}

function decisionsContract(store: () => Store): void {
  describe('coverage', () => {
    const a = anItem('a', { firstSeenAt: NOW });
    const b = anItem('b', { firstSeenAt: NOW + 1 });
    const c = anItem('c', { firstSeenAt: NOW + 2 });
    const opening = anOpening(a);
    const further = aFurther(b, opening, 'develops');
    const again = aFurther(c, further, 'repeats');

    const prepare = async (): Promise<void> => {
      await store().stories.save(aStory());
      await store().stories.save(aStory('other'));
      await store().coverage.saveItems([a, b, c]);
    };

    it('gives coverage back as it was decided, each placement as its development was then', async () => {
      await prepare();
      await store().coverage.save([opening, further, again]);

      expect(await store().coverage.between(id('harbour'), NOW, NOW + 3)).toStrictEqual([opening, further, again]);
      expect(await store().coverage.between(id('harbour'), NOW + 1, NOW + 2)).toStrictEqual([further]);
      expect(await store().coverage.between(id('other'), 0, NOW * 2)).toEqual([]);
    });

    it('gives all that was decided on an item', async () => {
      await prepare();
      const unsure = {
        ...anOpening(a, 'other'),
        verdict: aVerdict({ kind: 'unsure', strand: undefined }),
        placement: undefined,
      };
      await store().coverage.save([opening]);
      await store().coverage.save([unsure]);

      expect(await store().coverage.coverageOf(a.id)).toStrictEqual([opening, unsure]);
      expect(await store().coverage.coverageOf(b.id)).toEqual([]);
    });

    it('keeps one row a story and item: the later decision', async () => {
      await prepare();
      await store().coverage.save([opening]);
      const later = { ...opening, verdict: aVerdict({ kind: 'unsure', score: 0.4 }), placement: undefined };
      await store().coverage.save([later]);

      expect(await store().coverage.coverageOf(a.id)).toStrictEqual([later]);
    });

    it('lists what is unsure of items seen since, whatever the story, oldest first', async () => {
      await prepare();
      const unsure = (item: FeedItem, story: string) => ({
        ...anOpening(item, story),
        verdict: aVerdict({ kind: 'unsure' }),
        placement: undefined,
      });
      const [old, first, second] = [unsure(a, 'harbour'), unsure(b, 'other'), unsure(c, 'harbour')];
      await store().coverage.save([old, anOpening(b), second, first]);

      expect(await store().coverage.unsure(NOW + 1)).toStrictEqual([first, second]);
    });

    it('puts a report last that is decided on anew, though its item came first', async () => {
      await prepare();
      const before = { ...anOpening(a), verdict: aVerdict({ kind: 'unsure' }), placement: undefined };
      await store().coverage.save([before, anOpening(b), anOpening(c)]);
      const joined = aFurther(a, anOpening(b), 'develops');
      await store().coverage.save([joined]);

      expect(await store().coverage.coverageOf(a.id)).toStrictEqual([joined]);
      expect(await store().coverage.coverageOf(b.id)).toStrictEqual([anOpening(b)]);
      expect((await store().coverage.between(id('harbour'), 0, NOW * 2)).map(({ item }) => item.id)).toEqual([
        a.id,
        b.id,
        c.id,
      ]);
    });

    it('grows a development report by report', async () => {
      await prepare();
      await store().coverage.save([opening]);
      await store().coverage.save([further, again]);

      expect(await store().coverage.development(id('dev-item-a'))).toStrictEqual(again.placement?.development);
      expect(await store().coverage.development(id('dev-none'))).toBeUndefined();
    });

    it('lists the developments that were updated since, in the order they opened', async () => {
      await prepare();
      const second = anOpening(b, 'harbour', 'dev-b');
      const elsewhere = anOpening(a, 'other', 'dev-else');
      await store().coverage.save([opening, second, elsewhere, aFurther(c, opening, 'develops')]);

      const ids = async (since: number): Promise<readonly string[]> =>
        (await store().coverage.developments(id('harbour'), since)).map((development) => development.id);

      expect(await ids(NOW)).toEqual(['dev-item-a', 'dev-b']);
      expect(await ids(NOW + 2)).toEqual(['dev-item-a']);
      expect(await ids(NOW + 3)).toEqual([]);
    });

    it('refuses coverage of an item that is not there', async () => {
      await store().stories.save(aStory());

      await expect(store().coverage.save([opening])).rejects.toThrow();
      expect(await store().coverage.developments(id('harbour'), 0)).toEqual([]);
    });

    it('counts what was read and what became of it', async () => {
      await prepare();
      const unsure = { ...anOpening(b, 'other'), verdict: aVerdict({ kind: 'unsure' }), placement: undefined };
      await store().coverage.save([opening, again, unsure]);

      expect(await store().coverage.counts(NOW, NOW + 3)).toEqual({ read: 3, followUps: 2, repeats: 1, unsure: 1 });
      expect(await store().coverage.counts(NOW + 3, NOW + 9)).toEqual({ read: 0, followUps: 0, repeats: 0, unsure: 0 });
    });
  });
}

function forgettingContract(store: () => Store): void {
  describe('forgetting', () => {
    it('forgets old items that no story follows, and keeps their keys longer', async () => {
      const followed = anItem('followed', { firstSeenAt: NOW - 10 * DAY_MS });
      const unsure = anItem('unsure', { firstSeenAt: NOW - 10 * DAY_MS });
      const old = anItem('old', { firstSeenAt: NOW - 10 * DAY_MS });
      const young = anItem('young');
      await store().stories.save(aStory());
      await store().coverage.saveItems([followed, unsure, old, young]);
      const undecided = { ...anOpening(unsure), verdict: aVerdict({ kind: 'unsure' }), placement: undefined };
      await store().coverage.save([anOpening(followed), undecided]);

      const gone = await store().coverage.forget(NOW - DAY_MS, NOW - 20 * DAY_MS);

      expect(gone).toBe(2);
      expect(await store().coverage.items(0, NOW + 1, 10)).toStrictEqual([followed, young]);
      expect(await store().coverage.search('title', 10)).toHaveLength(2);
      expect(await store().coverage.unseen([old])).toEqual([]);
    });

    it('forgets keys that no feed has shown for long, and not those that a feed still shows', async () => {
      const gone = anItem('gone', { firstSeenAt: NOW - 10 * DAY_MS });
      const shown = anItem('shown', { firstSeenAt: NOW - 10 * DAY_MS });
      await store().coverage.saveItems([gone, shown]);
      await store().coverage.saveItems([{ ...shown, firstSeenAt: NOW }]);

      await store().coverage.forget(0, NOW - DAY_MS);

      expect(await store().coverage.unseen([gone, shown])).toStrictEqual([gone]);
    });
  });
}
