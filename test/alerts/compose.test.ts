import { describe, expect, it } from 'vitest';
import { type AlertContext, alertsFor } from '../../src/alerts/compose.ts';
import { rootId } from '../../src/alerts/ids.ts';
import { reasonsOf } from '../../src/alerts/reasons.ts';
import { id } from '../../src/ids.ts';
import { HOUR_MS } from '../../src/time.ts';
import { aCoverage, aDevelopment, anItem, aPlacement, aStory, aVerdict, NOON } from '../builders/news.ts';

const aContext = (given: Partial<AlertContext> = {}): AlertContext => ({
  now: NOON,
  summary: { sentences: [] },
  policy: { perHour: 12 },
  queuedLastHour: () => 0,
  hasRoot: () => false,
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
            { name: 'Reported', value: ['today, ', { time: NOON, show: 'time' }] },
          ],
        },
        {
          type: 'context',
          spans: ['names the council and Harbour Ltd; in Portsmouth · 1 source · the council inquiry'],
        },
        rootButtons('opener', 'opener'),
      ],
    });
  });

  it('answers new facts with a reply in the thread and the current state on its root', () => {
    const development = aDevelopment([opener, later]);
    const news = aCoverage({ item: later, placement: aPlacement('develops', development) });

    const alerts = alertsFor(news, aStory(), aContext({ hasRoot: () => true, summary: { sentences } }));

    const root = rootId({ platform: 'console', channel: '' }, development.id);
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
          spans: [{ bold: 'Latest' }, ' El Faro: ', { link: 'https://example.org/later', text: later.title }],
        },
        { type: 'paragraph', spans: ['Twelve contracts were handed over on Monday.'] },
        {
          type: 'fields',
          fields: [
            { name: 'Source', value: ['El Faro (agency)'] },
            { name: 'Reported', value: ['today, ', { time: NOON - 3 * HOUR_MS, show: 'time' }] },
            { name: 'Language', value: ['Spanish'] },
          ],
        },
        { type: 'context', spans: ['Updated ', { time: NOON, show: 'time' }, ' · 2 independent sources'] },
        { type: 'context', spans: ['names the council and Harbour Ltd; in Portsmouth · the council inquiry'] },
        rootButtons('later', 'opener'),
      ],
    });
  });

  it('opens a thread late where a development has none yet', () => {
    const news = aCoverage({ item: later, placement: aPlacement('develops', aDevelopment([opener, later])) });

    const alerts = alertsFor(news, aStory(), aContext());

    expect(alerts.map((alert) => alert.place.kind)).toEqual(['root']);
  });

  it('says nothing about repeats, near misses and unrelated items', () => {
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
    expect(reasonsOf(aVerdict({ reasons: reasons.slice(0, 2) }))).toBe('speaks of dredging; 54 % alike to the seed');
    expect(reasonsOf(aVerdict({ reasons: reasons.slice(3) }))).toBe('');
  });

  it('does not point at the same words twice', () => {
    const reasons = [
      { signal: 'topic', contribution: 3, evidence: 'speaks of dredging, harbour, tender' },
      { signal: 'concepts', contribution: 2, evidence: 'shares the matter: dredging, harbour, tender' },
      { signal: 'place', contribution: 1, evidence: 'in Portsmouth' },
    ];

    expect(reasonsOf(aVerdict({ reasons }))).toBe('speaks of dredging, harbour, tender; in Portsmouth');
  });

  it('shows no bare score', () => {
    const [alert] = alertsFor(aCoverage(), aStory(), aContext());

    expect(JSON.stringify(alert?.message)).not.toMatch(/0\.\d|contribution|score/);
  });
});
