import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import { type AlertContext, alertsFor } from '../../src/alerts/compose.ts';
import { reasonsOf } from '../../src/alerts/reasons.ts';
import { id } from '../../src/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/time.ts';
import { aCoverage, aDevelopment, anItem, aPlacement, aStory, aVerdict, NOON } from '../builders/news.ts';

const aContext = (given: Partial<AlertContext> = {}): AlertContext => ({
  now: NOON,
  summary: { sentences: [] },
  policy: { perHour: 12 },
  queuedLastHour: () => 0,
  rootOf: () => undefined,
  timeZone: 'Europe/Madrid',
  ...given,
});

const opener = anItem({ id: id('opener'), source: 'Harbour Post', title: 'Council opens inquiry into harbour works' });
const later = anItem({
  id: id('later'),
  source: 'El Faro',
  lang: 'es',
  tier: 'agency',
  title: 'El puerto entrega 12 contratos',
  publishedAt: NOON - 3 * HOUR_MS,
});
/** The root that the opener gave rise to. */
function rootAlert(): Alert {
  const news = aCoverage({ item: opener, placement: aPlacement('opens', aDevelopment([opener])) });
  const [root] = alertsFor(news, aStory(), aContext());
  if (root === undefined) throw new Error('the opener was not told');
  return root;
}

const sentences = [{ text: 'Twelve contracts were handed over on Monday.', item: later.id, source: later.source }];

const judging = (item: string) => [
  { label: 'Not this story', action: 'not-this-story', value: `${item} ${aStory().id}` },
  { label: 'Already known', action: 'already-known', value: `${item} ${aStory().id}` },
  { label: 'Important', action: 'important', value: `${item} ${aStory().id}` },
];
const rootButtons = (latest: string, opened: string) => ({
  type: 'buttons',
  buttons: [
    { label: 'Why?', action: 'why', value: latest },
    ...judging(opened),
    { label: 'Mute', action: 'mute', value: `${aStory().id} on ${opened}` },
  ],
});

describe('alertsFor', () => {
  it('opens a thread for a new development, with its reasons, its source and a button that says why', () => {
    const news = aCoverage({ item: opener, placement: aPlacement('opens', aDevelopment([opener])) });

    const [alert, ...rest] = alertsFor(news, aStory(), aContext());

    expect(rest).toEqual([]);
    expect(alert?.place).toEqual({ kind: 'root' });
    expect(alert?.message).toEqual({
      tone: 'alert',
      title: 'Council opens inquiry into harbour works',
      link: 'https://example.org/opener',
      importance: 'high',
      blocks: [
        {
          type: 'fields',
          fields: [
            { name: 'Source', value: ['Harbour Post'] },
            { name: 'Reported', value: [{ time: NOON, show: 'date' }, ', ', { time: NOON, show: 'time' }] },
          ],
        },
        {
          type: 'context',
          spans: [
            'Why: names the council and Harbour Ltd; in Portsmouth',
            ' · 1 source',
            ' · strand: the council inquiry',
          ],
        },
        rootButtons('opener', 'opener'),
      ],
    });
  });

  it('says of a reply why it concerns everybody, and nothing of the kind on the root', () => {
    const root = rootAlert();
    const news = aCoverage({ item: later, placement: aPlacement('develops', aDevelopment([opener, later])) });

    const [reply, amended] = alertsFor(news, aStory(), aContext({ rootOf: () => root, material: 'New step: a fine' }));

    expect(reply?.message).toMatchObject({
      broadcast: true,
      blocks: [{ type: 'paragraph', spans: [{ bold: 'New step: a fine' }] }, {}, {}],
    });
    expect(amended?.message).not.toHaveProperty('broadcast');
  });

  it('answers new facts with a reply in the thread and the current state on its root', () => {
    const development = aDevelopment([opener, later]);
    const news = aCoverage({ item: later, placement: aPlacement('develops', development) });

    const alerts = alertsFor(news, aStory(), aContext({ rootOf: () => rootAlert(), summary: { sentences } }));

    const root = rootAlert().id;
    expect(alerts.map((alert) => alert.place)).toEqual([
      { kind: 'reply', root },
      { kind: 'amend', root },
    ]);
    expect(alerts[0]?.message).toEqual({
      tone: 'alert',
      title: 'El Faro: El puerto entrega 12 contratos',
      link: 'https://example.org/later',
      importance: 'normal',
      blocks: [
        { type: 'paragraph', spans: ['Twelve contracts were handed over on Monday.'] },
        { type: 'buttons', buttons: [{ label: 'Why?', action: 'why', value: 'later' }, ...judging('later')] },
      ],
    });
    expect(alerts[1]?.message).toEqual({
      tone: 'alert',
      title: 'Council opens inquiry into harbour works',
      link: 'https://example.org/opener',
      importance: 'normal',
      blocks: [
        {
          type: 'paragraph',
          spans: [{ bold: 'Latest:' }, ' ', { link: 'https://example.org/later', text: later.title }],
        },
        { type: 'paragraph', spans: ['Twelve contracts were handed over on Monday.'] },
        {
          type: 'fields',
          fields: [
            { name: 'Source', value: ['El Faro (agency)'] },
            {
              name: 'Reported',
              value: [{ time: NOON - 3 * HOUR_MS, show: 'date' }, ', ', { time: NOON - 3 * HOUR_MS, show: 'time' }],
            },
            { name: 'Language', value: ['Spanish'] },
          ],
        },
        { type: 'context', spans: ['Updated ', { time: NOON, show: 'time' }, ' · 2 independent sources'] },
        {
          type: 'context',
          spans: ['Why: names the council and Harbour Ltd; in Portsmouth', ' · strand: the council inquiry'],
        },
        rootButtons('later', 'opener'),
      ],
    });
  });

  it('makes what is told first the root, where the development was opened silently', () => {
    const news = aCoverage({ item: later, placement: aPlacement('develops', aDevelopment([opener, later])) });

    const alerts = alertsFor(news, aStory(), aContext({ summary: { sentences } }));

    expect(alerts.map((alert) => alert.place.kind)).toEqual(['root']);
    expect(alerts[0]?.message).toEqual({
      tone: 'alert',
      title: 'El puerto entrega 12 contratos',
      link: 'https://example.org/later',
      importance: 'high',
      blocks: [
        { type: 'paragraph', spans: ['Twelve contracts were handed over on Monday.'] },
        {
          type: 'fields',
          fields: [
            { name: 'Source', value: ['El Faro (agency)'] },
            {
              name: 'Reported',
              value: [{ time: NOON - 3 * HOUR_MS, show: 'date' }, ', ', { time: NOON - 3 * HOUR_MS, show: 'time' }],
            },
            { name: 'Language', value: ['Spanish'] },
          ],
        },
        {
          type: 'context',
          spans: [
            'Why: names the council and Harbour Ltd; in Portsmouth',
            ' · 2 independent sources',
            ' · strand: the council inquiry',
          ],
        },
        rootButtons('later', 'opener'),
      ],
    });
  });

  it('keeps the headline and address under which the root was posted, whatever opened the development', () => {
    const third = anItem({ id: id('third'), source: 'The Quay', title: 'Two officials suspended' });
    const told = { ...rootAlert().message, title: later.title, link: later.url };
    const news = aCoverage({ item: third, placement: aPlacement('develops', aDevelopment([opener, later, third])) });

    const alerts = alertsFor(news, aStory(), aContext({ rootOf: () => ({ ...rootAlert(), message: told }) }));

    expect(alerts[1]?.message).toMatchObject({ title: later.title, link: later.url });
    expect(alerts[1]?.message.blocks[0]).toEqual({
      type: 'paragraph',
      spans: [{ bold: 'Latest:' }, ' ', { link: 'https://example.org/third', text: 'Two officials suspended' }],
    });
  });

  it('names the story where it has one strand alone, for a channel may follow several', () => {
    const { profile } = aStory();
    const single = aStory({ profile: { ...profile, strands: profile.strands.slice(0, 1) } });
    const placement = aPlacement('opens', aDevelopment([opener]));

    const [alert] = alertsFor(aCoverage({ item: opener, placement }), single, aContext());

    const context = alert?.message.blocks.find(({ type }) => type === 'context');
    expect(context).toMatchObject({ spans: [expect.anything(), ' · 1 source', ` · story: ${profile.title}`] });
  });

  it('counts a repeat on the root as it is shown, and says nothing else', () => {
    const copy = anItem({ id: id('copy'), source: 'Agency Copy' });
    const again = anItem({ id: id('again'), source: 'Second Copy' });
    const kinds = ['opens', 'repeats', 'repeats'] as const;
    const first = aCoverage({ item: copy, placement: aPlacement('repeats', aDevelopment([opener, copy], kinds)) });
    const second = aCoverage({
      item: again,
      placement: aPlacement('repeats', aDevelopment([opener, copy, again], kinds)),
    });
    const root = rootAlert();

    const [once, ...none] = alertsFor(first, aStory(), aContext({ rootOf: () => root }));
    const shown = { ...root, message: once?.message ?? root.message };
    const [twice] = alertsFor(second, aStory(), aContext({ now: NOON + HOUR_MS, rootOf: () => shown }));

    expect(none).toEqual([]);
    expect(once?.place).toEqual({ kind: 'amend', root: root.id });
    expect(once?.message).toEqual({
      tone: 'alert',
      title: 'Council opens inquiry into harbour works',
      link: 'https://example.org/opener',
      importance: 'high',
      blocks: [
        {
          type: 'fields',
          fields: [
            { name: 'Source', value: ['Harbour Post'] },
            { name: 'Reported', value: [{ time: NOON, show: 'date' }, ', ', { time: NOON, show: 'time' }] },
          ],
        },
        { type: 'context', spans: ['Updated ', { time: NOON, show: 'time' }, ' · 1 source, 1 copy'] },
        {
          type: 'context',
          spans: ['Why: names the council and Harbour Ltd; in Portsmouth', ' · strand: the council inquiry'],
        },
        rootButtons('opener', 'opener'),
      ],
    });
    expect(twice?.message.blocks.filter(({ type }) => type === 'context')).toEqual([
      { type: 'context', spans: ['Updated ', { time: NOON + HOUR_MS, show: 'time' }, ' · 1 source, 2 copies'] },
      {
        type: 'context',
        spans: ['Why: names the council and Harbour Ltd; in Portsmouth', ' · strand: the council inquiry'],
      },
    ]);
  });

  it('says the day of an update from the second day on', () => {
    const copy = anItem({ id: id('copy'), source: 'Agency Copy' });
    const placement = aPlacement('repeats', aDevelopment([opener, copy], ['opens', 'repeats']));
    const now = NOON + DAY_MS;

    const [amended] = alertsFor(aCoverage({ item: copy, placement }), aStory(), aContext({ now, rootOf: rootAlert }));

    expect(amended?.message.blocks).toContainEqual({
      type: 'context',
      spans: ['Updated ', { time: now, show: 'date' }, ', ', { time: now, show: 'time' }, ' · 1 source, 1 copy'],
    });
  });

  it('counts a repeat also where the hourly cap is reached', () => {
    const copy = anItem({ id: id('copy') });
    const news = aCoverage({
      item: copy,
      placement: aPlacement('repeats', aDevelopment([opener, copy], ['opens', 'repeats'])),
    });

    const alerts = alertsFor(news, aStory(), aContext({ queuedLastHour: () => 12, rootOf: () => rootAlert() }));

    expect(alerts.map(({ place }) => place.kind)).toEqual(['amend']);
  });

  it('says nothing about repeats without a root, near misses and unrelated items', () => {
    const quiet = [
      aCoverage({ item: later, placement: aPlacement('repeats', aDevelopment([opener, later], ['opens', 'repeats'])) }),
      aCoverage({ verdict: aVerdict({ kind: 'unsure' }), placement: undefined }),
      aCoverage({ verdict: aVerdict({ kind: 'unrelated' }), placement: undefined }),
    ];

    expect(quiet.flatMap((news) => alertsFor(news, aStory(), aContext()))).toEqual([]);
  });

  it('leaves what exceeds the hourly cap of a destination to the digest', () => {
    const busy = { platform: 'slack', channel: 'C1' };
    const calm = { platform: 'slack', channel: 'C2' };
    const context = aContext({ queuedLastHour: (target) => (target.channel === 'C1' ? 12 : 11) });

    const alerts = alertsFor(aCoverage(), aStory({ channels: [busy, calm] }), context);

    expect(alerts.map((alert) => alert.target)).toEqual([calm]);
  });

  it('waits until the end of quiet hours', () => {
    const quietHours = { from: '12:30', to: '14:00', timeZone: 'Europe/Madrid' };

    const [alert] = alertsFor(aCoverage(), aStory(), aContext({ policy: { perHour: 12, quietHours } }));

    expect(alert?.delivery).toMatchObject({ state: 'pending', notBefore: NOON + HOUR_MS });
  });

  it('links nothing but addresses of the web', () => {
    const item = anItem({ url: 'javascript:alert(1)' });
    const news = aCoverage({ item, placement: aPlacement('opens', aDevelopment([item])) });

    const [alert] = alertsFor(news, aStory(), aContext());

    expect(alert?.message.link).toBeUndefined();
    expect(JSON.stringify(alert?.message)).not.toContain('javascript:');
  });

  it('gives the day alone for a feed that gives days alone', () => {
    const item = anItem({ publishedAt: Date.UTC(2026, 1, 17) });
    const news = aCoverage({ item, placement: aPlacement('opens', aDevelopment([item])) });

    const [alert] = alertsFor(news, aStory(), aContext());

    expect(alert?.message.blocks[0]).toMatchObject({
      fields: [{ name: 'Source' }, { name: 'Reported', value: [{ time: Date.UTC(2026, 1, 17), show: 'date' }] }],
    });
  });

  it('names two reasons, those that can be pointed at before those that are measures', () => {
    const reasons = [
      { signal: 'whole-story', contribution: 3, evidence: '54 % alike to the seed' },
      { signal: 'topic', contribution: 1, evidence: 'speaks of dredging' },
      { signal: 'place', contribution: 0.5, evidence: 'in Portsmouth' },
      { signal: 'other-places-only', contribution: -2, evidence: 'speaks of Paris' },
    ];

    expect(reasonsOf(aVerdict({ reasons }))).toBe('speaks of dredging; in Portsmouth');
    expect(reasonsOf(aVerdict({ reasons: reasons.slice(0, 2) }))).toBe('speaks of dredging; like the seed');
    expect(reasonsOf(aVerdict({ reasons: reasons.slice(3) }))).toBe('');
  });

  it.each([
    [
      ['names X, Meta, prosecutors and speaks of deepfakes', 'is about Spain'],
      'names X, Meta and prosecutors; speaks of deepfakes',
    ],
    [["is about Irlanda, UE, and of the story's matter"], 'about Irlanda and UE'],
    [
      [
        'speaks of dredging, harbour, tender',
        "all of its matters are the story's: dredging, harbour, tender",
        'in Portsmouth',
      ],
      'speaks of dredging, harbour and tender; in Portsmouth',
    ],
    [['speaks of dredging', 'names Dredge'], 'names Dredge; speaks of dredging'],
    [['names X', 'X, Spain and prosecutors together', 'is about Spain'], 'names X; about Spain'],
    [["faro.pt is an outlet of the story's country, and no other place is named"], "an outlet of the story's country"],
    [
      ["most of its matters are the story's: dredging, tender", 'is about Spain'],
      'speaks of dredging and tender; about Spain',
    ],
  ])('says %j in short, each word once', (evidences, short) => {
    const reasons = evidences.map((evidence, at) => ({ signal: 'any', contribution: 9 - at, evidence }));

    expect(reasonsOf(aVerdict({ reasons }))).toBe(short);
  });

  it('shows no bare score', () => {
    const [alert] = alertsFor(aCoverage(), aStory(), aContext());

    expect(JSON.stringify(alert?.message)).not.toMatch(/0\.\d|contribution|score/);
  });
});
