import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { id } from '../../src/ids.ts';
import type { Store } from '../../src/ports.ts';
import { DAY_MS } from '../../src/time.ts';
import { buttonsIn, createAsker, hoursAgo } from '../fakes/asker.ts';
import { aFurther, anOpening, aProfile, aStory, aVerdict, NOW } from '../fakes/builders.ts';

let store: Store;
const { ask, text, follow, keep } = createAsker(() => store);

beforeEach(async () => {
  store = await openSqlite(':memory:');
});
afterEach(() => store.close());

describe('/story search', () => {
  beforeEach(async () => {
    await follow(aStory('harbour'));
    const near = { ...anOpening(hoursAgo('near', 3, { title: 'Quay wall cracks' })), placement: undefined };
    await keep(anOpening(hoursAgo('fine', 5, { title: 'Quay closed after a fine', source: 'Times' })), {
      ...near,
      verdict: aVerdict({ kind: 'unsure', score: 0.4 }),
    });
    await store.coverage.saveItems([
      hoursAgo('ball', 2, { title: 'Quay cup: city wins', summary: 'A penalty decided the match.' }),
      hoursAgo('rain', 1, { title: 'Rain on the way' }),
    ]);
  });

  it('finds items of every kind, and says which story they follow', async () => {
    expect(await text('search quay')).toBe(
      [
        '"quay": 3 items',
        '• Quay cup: city wins · News · 18 Feb, 11:00',
        '• Quay wall cracks · News · 18 Feb, 10:00 · a near miss of Harbour inquiry',
        '• Quay closed after a fine · Times · 18 Feb, 08:00 · follows Harbour inquiry',
        '[Why 1?] [Why 2?] [Why 3?] [Share in channel]',
      ].join('\n'),
    );
  });

  it.each([
    ['quay -cup', ['Quay wall cracks', 'Quay closed after a fine']],
    ['"a fine"', ['Quay closed after a fine']],
    ['"fine a"', []],
    ['fine OR penalty', ['Quay cup: city wins', 'Quay closed after a fine']],
    ['quay fine OR cracks', ['Quay wall cracks', 'Quay closed after a fine']],
    ['quay -"city wins" -cra*', ['Quay closed after a fine']],
    ['penal*', ['Quay cup: city wins']],
    ['penal', []],
  ])('understands %j', async (words, titles) => {
    const found = (await text(`search ${words}`)).split('\n').filter((line) => line.startsWith('• '));

    expect(found.map((line) => line.slice(2).split(' · ')[0])).toEqual(titles);
  });

  it.each([
    ['search', 'Which words?'],
    ['search "quay', 'A quotation mark is not closed'],
    ['search -quay', 'Only what must not occur is named'],
    ['search quay NOT cup', 'NOT is not known here'],
    ['why "quay', 'A quotation mark is not closed'],
    ['search athority', 'Nothing has "athority": did you mean "Authority"?'],
    ['search zebra', 'Nothing has "zebra"'],
    ['why athority', 'No item "athority": did you mean "Authority"?'],
    ['mute harbour 2d', 'No time "2d"'],
  ])('answers %j in plain words', async (line, title) => {
    expect(await ask(line)).toMatchObject({ tone: 'problem', title, blocks: [{ type: 'paragraph' }] });
  });

  it('turns pages both ways', async () => {
    await store.coverage.saveItems(
      Array.from({ length: 12 }, (_, at) => hoursAgo(`p${at}`, 9, { title: `Port ${at}` })),
    );

    const second = await ask('page search port from 6');
    const beyond = await text('search port from 99');

    expect([...buttonsIn(second)].slice(-3).map(([label, { action, value }]) => [label, action, value])).toEqual([
      ['Previous', 'page', 'search port from 1'],
      ['Next', 'page', 'search port from 11'],
      ['Share in channel', 'share', 'search port from 6'],
    ]);
    expect(beyond).toContain('\n11–12 of 12\n');
  });

  it('leaves out the buttons whose words would not come back whole, and says what helps', async () => {
    const words = `"${'port '.repeat(16).trim()}" OR port`;
    await store.coverage.saveItems(
      Array.from({ length: 6 }, (_, at) => hoursAgo(`p${at}`, 9, { title: `Port ${at}` })),
    );

    const message = await ask(`search ${words}`);

    expect([...buttonsIn(message).keys()]).toEqual(['Why 1?', 'Why 2?', 'Why 3?', 'Why 4?', 'Why 5?']);
    expect(message.blocks).toContainEqual({ type: 'context', spans: ['With fewer words you could turn the pages.'] });
  });
});

describe('/story timeline', () => {
  it('tells the developments by day, newest first, each under the headline it was told by', async () => {
    const strands = ['main', 'ban'].map((name) => ({
      id: id<'strand'>(name),
      title: `The ${name}`,
      actors: [],
      terms: ['inquiry'],
      places: [],
      weight: 1,
    }));
    await follow(aStory('harbour', { profile: aProfile({ strands }), since: 0 }));
    const first = anOpening(hoursAgo('one', 60));
    await keep(
      first,
      aFurther(hoursAgo('two', 3, { source: 'Times' }), first, 'develops'),
      anOpening(hoursAgo('three', 20)),
    );

    expect(await text('timeline')).toBe(
      [
        'Harbour inquiry: 2 developments',
        '• Title of three · 17 Feb · 1 source · strand: The main',
        '• Title of one · 16 Feb · 2 independent sources · strand: The main',
        '[Why 1?] [Why 2?] [Share in channel]',
      ].join('\n'),
    );
  });

  it('says calmly that nothing has happened', async () => {
    await follow(aStory('harbour'));

    expect(await text('timeline')).toMatch(/^Nothing has happened in Harbour inquiry yet\n/);
  });
});

describe('/story who', () => {
  it('says who is named, how often, where last, and who is silent', async () => {
    const actor = (name: string, more = {}) => ({
      name,
      aliases: [],
      role: undefined,
      ambiguous: false,
      weight: 1,
      ...more,
    });
    const actors = [
      actor('Port Authority', { aliases: ['the port'], role: 'operator' }),
      actor('X', { ambiguous: true }),
      actor('Kranwerk'),
      actor('María Ruíz'),
    ];
    await follow(aStory('harbour', { profile: aProfile({ actors }) }));
    const old = hoursAgo('old', 31 * 24, { title: 'Kranwerk speaks' });
    await keep(
      anOpening(hoursAgo('one', 60, { title: 'The PORT closes', summary: 'Port Authority silent' })),
      anOpening(hoursAgo('two', 3, { title: 'maria ruiz: no comment from the airport', source: 'Times' })),
      anOpening(hoursAgo('three', 2, { title: 'Port Authority and its x factor' })),
      anOpening(old),
    );

    expect(await text('who')).toBe(
      [
        'Harbour inquiry: 2 of 4 actors named in 3 follow-ups of 30 days',
        '• Port Authority (operator) · 2 follow-ups · last 18 Feb, News: “Port Authority and its x factor”',
        '• María Ruíz · 1 follow-up · last 18 Feb, Times: “maria ruiz: no comment from the airport”',
        'Not named: X, Kranwerk',
        '[Share in channel]',
      ].join('\n'),
    );
  });
});

describe('/story digest', () => {
  it('says what the week brought so far, from Monday on where the channel has no digest', async () => {
    await follow(aStory('harbour', { since: 0 }));
    await keep(anOpening(hoursAgo('sunday', 3 * 24)), anOpening(hoursAgo('monday', 40)));

    const digest = await text('digest');

    expect(digest.split('\n')[0]).toBe('This week so far, 16–18 Feb 2026');
    expect(digest).toContain('• Title of monday');
    expect(digest).not.toContain('Title of sunday');
    expect(await text('digest harbour')).toBe(digest.replace('[Share in channel]', '[Share in channel]'));
    expect(await ask('digest habour')).toMatchObject({ title: 'No story "habour": did you mean "harbour"?' });
  });
});

describe('/story export', () => {
  beforeEach(async () => {
    await follow(aStory('harbour'));
    const opened = anOpening(
      hoursAgo('one', 5, { title: '=HYPERLINK("https://evil.example","a,b")', source: 'A "B"' }),
    );
    await keep(opened, aFurther(hoursAgo('two', 3, { title: 'Two\u202E lines' }), opened, 'repeats'));
  });

  it('gives every follow-up as CSV in which no cell is a formula', async () => {
    const { title, file } = await ask('export');

    expect(title).toBe('Harbour inquiry: 2 follow-ups as CSV');
    expect(file).toEqual({
      name: 'harbour.csv',
      mediaType: 'text/csv',
      text: [
        'reported,headline,outlet,address,language,development,placement,strand,score,why,id',
        `2026-02-18T07:00:00.000Z,"'=HYPERLINK(""https://evil.example"",""a,b"")","A ""B""",https://news.example/one,en,"'=HYPERLINK(""https://evil.example"",""a,b"")",opens,Inquiry,0.9,"Port Authority, inquiry",item-one`,
        `2026-02-18T09:00:00.000Z,Two lines,News,https://news.example/two,en,"'=HYPERLINK(""https://evil.example"",""a,b"")",repeats,Inquiry,0.9,"Port Authority, inquiry",item-two`,
        '',
      ].join('\r\n'),
    });
  });

  it('gives them as JSON', async () => {
    const { file } = await ask('export harbour JSON');

    expect(file?.name).toBe('harbour.json');
    expect(JSON.parse(file?.text ?? '')).toMatchObject([
      { id: 'item-one', placement: 'opens', score: 0.9 },
      { id: 'item-two', headline: 'Two lines', placement: 'repeats' },
    ]);
  });

  it.each([
    ['export harbour jsn', 'No format "jsn": did you mean "json"?'],
    ['export habour json', 'No story "habour": did you mean "harbour"?'],
  ])('answers %j with what is meant', async (line, title) => {
    expect(await ask(line)).toMatchObject({ tone: 'problem', title });
  });
});

describe('[Share in channel]', () => {
  beforeEach(async () => {
    await follow(aStory('harbour'));
    await keep(...Array.from({ length: 8 }, (_, at) => anOpening(hoursAgo(`${at}`, at + 1))));
  });

  it('posts the answer with who shared it, by the outbox, and stands in the audit log', async () => {
    const answer = await ask('latest harbour from 6');
    const button = buttonsIn(answer).get('Share in channel');

    const told = await ask(`${button?.action} ${button?.value}`, { userName: 'Ada <!channel>' });
    const [alert] = await store.outbox.unsent(10);
    const [row] = await store.feedback.log(undefined, 10);

    expect(told).toMatchObject({ tone: 'reply', title: 'Shared in this channel: it appears in a moment' });
    expect(alert).toMatchObject({ target: { platform: 'slack', channel: 'C0POLICY' }, place: { kind: 'root' } });
    expect(alert?.message.title).toBe(answer.title);
    expect([...buttonsIn(alert?.message ?? answer).keys()]).toEqual(['Why 6?', 'Why 7?', 'Why 8?']);
    expect(alert?.message.blocks.at(-1)).toEqual({ type: 'context', spans: ['Shared by Ada <!channel>'] });
    expect(row).toMatchObject({ kind: 'share', story: 'harbour', title: answer.title, user: 'U1' });
    expect(await text('audit')).toMatch(
      /\n• #1 Shared: "Harbour inquiry: the newest 8 follow-ups" · U1, 18 Feb, 13:00$/,
    );
  });

  it('posts once where it is pressed twice, and again later', async () => {
    await ask('share latest');
    const again = await ask('share latest');
    await ask('share latest', { channel: 'C0OTHER' });

    expect(again.title).toBe('Shared already, a moment ago');
    expect(await store.outbox.unsent(10)).toHaveLength(2);
  });

  it('cannot be taken back, and holds nothing that is in force', async () => {
    await ask('share latest');

    expect(await ask('undo 1')).toMatchObject({ tone: 'problem', title: 'What was shared stays' });
    expect(await ask('undo')).toMatchObject({ tone: 'problem', title: 'There is nothing of yours to undo' });
    expect(await store.feedback.inForce(id('harbour'), NOW)).toEqual([]);
    expect(await text('show')).not.toContain('What people said');
  });

  it.each([
    ['share mute harbour', '"mute" is no lookup'],
    ['share undo 1', '"undo" is no lookup'],
    ['share', '"" is no lookup'],
    ['share show habour', 'No story "habour": did you mean "harbour"?'],
  ])('shares nothing for %j', async (line, title) => {
    expect(await ask(line)).toMatchObject({ tone: 'problem', title });
    expect(await store.outbox.unsent(10)).toEqual([]);
  });

  it('turns no page of what is no command', async () => {
    expect(await ask('page nothing from 6')).toMatchObject({ tone: 'problem', title: 'No command "nothing"' });
    expect(await ask('page')).toMatchObject({ tone: 'problem' });
  });

  it('does not stand under what says that there is nothing', async () => {
    await follow(aStory('rail', { since: NOW - DAY_MS }));

    expect(buttonsIn(await ask('latest rail')).size).toBe(0);
  });
});
