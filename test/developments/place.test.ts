import { describe, expect, it } from 'vitest';
import type { Development } from '../../src/developments/development.ts';
import { OPEN_FOR_MS, place } from '../../src/developments/place.ts';
import type { FeedItem } from '../../src/feeds/item.ts';
import { id } from '../../src/ids.ts';
import { DAY_MS } from '../../src/time.ts';
import { anItem, NOON } from '../builders/news.ts';
import { plainReader } from '../builders/plain-reader.ts';

const story = id<'story'>('harbour');
const strand = id<'strand'>('inquiry');

const first = anItem({
  title: 'Council opens inquiry into Harbour Ltd over dredging contracts',
  summary: 'The vote in Portsmouth was 12 to 3, said Mayor Alice Munro.',
});

/** Places items one after the other, as they arrive. */
function placeAll(items: readonly FeedItem[]) {
  const reader = plainReader();
  const open = new Map<string, Development>();
  return items.map((item) => {
    const placed = place(story, item, strand, [...open.values()], reader);
    open.set(placed.development.id, placed.development);
    return placed;
  });
}

describe('place', () => {
  it('opens a development for the first item of a story', () => {
    const [placed] = placeAll([first]);

    expect(placed?.kind).toBe('opens');
    expect(placed?.development).toMatchObject({ story, strand, title: first.title, openedAt: NOON, updatedAt: NOON });
    expect(placed?.development.reports).toEqual([{ item: first, placement: 'opens', repeats: undefined }]);
  });

  it('takes a syndicated copy as a repeat of what it copies', () => {
    const copy = anItem({ ...first, id: id('copy'), source: 'Other Paper' });

    const [, placed] = placeAll([first, copy]);

    expect(placed?.kind).toBe('repeats');
    expect(placed?.development.reports.at(-1)).toEqual({ item: copy, placement: 'repeats', repeats: first.id });
  });

  it('lets new facts develop what is known, and names them', () => {
    const more = anItem({
      title: 'Harbour Ltd inquiry: council puts dredging contracts at 45 million',
      summary: 'Mayor Alice Munro told the vote in Portsmouth that auditor Karim Haddad will lead the inquiry.',
    });

    const [, placed] = placeAll([first, more]);

    expect(placed?.kind).toBe('develops');
    expect(placed?.evidence).toContain('45');
    expect(placed?.evidence.toLowerCase()).toContain('karim haddad');
  });

  it('opens another development for another event of the same story', () => {
    const other = anItem({
      title: 'Fishermen block port gates in protest',
      summary: 'Some 200 boats stayed out on Monday, the union Mareblu said.',
    });

    const kinds = placeAll([first, other]).map((placed) => placed.kind);

    expect(kinds).toEqual(['opens', 'opens']);
  });

  it('opens another development for an item of the same hour that shares nothing at all', () => {
    const other = anItem({ title: 'Fähre fällt aus', summary: '', lang: 'de' });

    expect(placeAll([first, other]).map((placed) => placed.kind)).toEqual(['opens', 'opens']);
  });

  it('opens anew once the development has been still for longer than the window', () => {
    const late = anItem({ ...first, id: id('late'), publishedAt: NOON + OPEN_FOR_MS + 1 });

    const kinds = placeAll([first, late]).map((placed) => placed.kind);

    expect(kinds).toEqual(['opens', 'opens']);
  });

  it('takes a copy with another figure as an update, not as a repeat', () => {
    const update = anItem({
      ...first,
      id: id('update'),
      summary: 'The vote in Portsmouth was 13 to 2, said Mayor Alice Munro.',
    });

    const [, placed] = placeAll([first, update]);

    expect(placed?.kind).toBe('develops');
    expect(placed?.evidence).toContain('13');
  });

  it('takes a copy that names another person as an update', () => {
    const update = anItem({
      ...first,
      id: id('update'),
      summary: `${first.summary} It is to be led by the auditor Karim Haddad.`,
    });

    const [, placed] = placeAll([first, update]);

    expect(placed?.kind).toBe('develops');
    expect(placed?.evidence).toBe('new names: Karim Haddad');
  });

  it('takes the same headline of another outlet as a repeat where there is no more than a headline', () => {
    const items = ['Harbour Post', 'Agency Wire'].map((source) =>
      anItem({ source, title: 'Council opens inquiry into dredging contracts', summary: '' }),
    );

    expect(placeAll(items).map((placed) => placed.kind)).toEqual(['opens', 'repeats']);
  });

  it('takes no short headline as a copy for what the story is about', () => {
    const items = ['Harbour dredging deals', 'Next: harbour dredging deals'].map((title) => anItem({ title, url: '' }));

    expect(placeAll(items).at(-1)?.kind).not.toBe('repeats');
  });

  describe('copies that are written anew', () => {
    const wire = anItem({
      url: 'https://wire.example/council-opens-inquiry-into-harbour-dredging',
      source: 'Agency Wire',
      title: 'Mayor Munro faces questions over the dredging deals',
      summary: 'Harbour Ltd says it has nothing to hide.',
    });
    const carried = anItem({
      url: 'https://post.example/2026/02/council-opens-inquiry-into-harbour-dredging-4711001.html',
      source: 'Harbour Post',
      title: 'Questions pile up at the port',
      summary: 'Auditors are to look at what Portsmouth has paid, said Alderman Karim Haddad.',
    });

    it('are known in one language by the headline that their addresses keep', () => {
      const other = anItem({ ...carried, id: id('other'), url: 'https://post.example/questions-pile-up-at-the-port' });

      expect(placeAll([wire, carried]).at(-1)?.kind).toBe('repeats');
      expect(placeAll([wire, other]).at(-1)?.kind).not.toBe('repeats');
    });

    it('are updates where they bring a figure', () => {
      const update = anItem({ ...carried, id: id('update'), summary: 'Some 45 million were paid.' });

      expect(placeAll([wire, update]).at(-1)?.kind).not.toBe('repeats');
    });

    it('are none days later: outlets use a headline again', () => {
      const late = anItem({ ...carried, id: id('late'), publishedAt: NOON + 3 * DAY_MS });

      expect(placeAll([wire, late]).at(-1)?.kind).not.toBe('repeats');
    });

    it('are none across languages where all that can be compared is one name', () => {
      const ukrainian = anItem({ title: 'Що каже Mareblu', summary: '', lang: 'uk', url: '', source: 'Порт' });
      const armenian = anItem({ title: 'Mareblu ու մենք', summary: '', lang: 'hy', url: '', source: 'Նավ' });

      expect(placeAll([ukrainian, armenian]).at(-1)?.kind).not.toBe('repeats');
    });

    it('are known across languages where two editions of one publisher say much the same on the day', () => {
      const english = anItem({ ...wire, id: id('english'), url: 'https://en.daily.example/inquiry' });
      const spanish = {
        lang: 'es',
        title: 'El puerto bajo la lupa: Munro da explicaciones',
        summary: 'Harbour Ltd no tiene nada que ocultar.',
      };
      const edition = anItem({ ...spanish, url: 'https://es.daily.example/puerto' });
      const stranger = anItem({ ...spanish, url: 'https://es.other.example/puerto' });

      expect(placeAll([english, edition]).at(-1)?.kind).toBe('repeats');
      expect(placeAll([english, stranger]).at(-1)?.kind).not.toBe('repeats');
    });
  });

  it('ties a chain of copies to the report that each one tells again', () => {
    const copies = ['a', 'b'].map((key) => anItem({ ...first, id: id(key), source: key }));

    const placed = placeAll([first, ...copies]);

    expect(new Set(placed.map(({ development }) => development.id)).size).toBe(1);
    expect(placed.at(-1)?.development.reports.map((report) => report.placement)).toEqual([
      'opens',
      'repeats',
      'repeats',
    ]);
  });

  it('leaves the developments that it is given as they are', () => {
    const reader = plainReader();
    const { development } = place(story, first, strand, [], reader);
    const before = structuredClone(development);

    place(story, anItem({ ...first, id: id('copy') }), strand, [development], reader);

    expect(development).toEqual(before);
  });

  it('gives the same development the same id, whoever places it', () => {
    expect(placeAll([first])[0]?.development.id).toBe(placeAll([first])[0]?.development.id);
  });
});
