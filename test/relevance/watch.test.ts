import { describe, expect, it } from 'vitest';
import { id } from '../../src/ids.ts';
import { stemOf } from '../../src/text/stem.ts';
import { stemFeature } from '../../src/text/vocabulary.ts';
import { type Decision, decide, judge, learn, openWatch, readerOf, warm } from '../../src/relevance/watch.ts';
import { aStory, anItem, FERRY, LEXICON } from './builders.ts';

const FERRY_ID = id<'story'>('ferry');

const followUp = () =>
  anItem({
    title: 'Ferry operator Alpenschiff: prosecutors search offices in Wels',
    summary: 'The criminal investigation follows the sinking on Lake Traun in Austria.',
  });
const unrelated = () =>
  anItem({ title: 'Tennis: Keller wins the final in straight sets', summary: 'A late break decided it.' });

describe('decide', () => {
  it('takes a report of a later step as a follow-up', () => {
    const watch = openWatch([aStory()], LEXICON);

    const [decision] = decide(watch, followUp());

    expect(decision?.story).toBe(FERRY_ID);
    expect(decision?.verdict.kind).toBe('follow-up');
    expect(decision?.verdict.strand).toBeDefined();
  });

  it('says first what an item is about, then what is done, and no word of a name again', () => {
    const watch = openWatch([aStory()], LEXICON);
    const item = anItem({
      title: 'Prosecutors search Alpenschiff offices',
      summary: 'The ferry sank, the operator said.',
    });

    const told = judge(watch, FERRY_ID, item).reasons.find(({ signal }) => signal === 'actor-and-topic')?.evidence;

    expect(told).toBe('names Alpenschiff and speaks of ferry, Prosecutors, sank');
  });

  it('follows the strand that an item is of, though the profile weighs it little', () => {
    const story = aStory();
    const watch = openWatch([story], LEXICON);
    const item = anItem({ title: 'Danubia group denied allegations after criminal inquiry' });

    const { strand } = judge(watch, FERRY_ID, item);

    expect(story.profile.strands.find(({ id: each }) => each === strand)?.title).toMatch(
      /^Alpenschiff, owned by the Danubia group/,
    );
  });

  it('asks less of an item whose language gives a word many forms', () => {
    const watch = openWatch([aStory()], LEXICON);
    const startOf = (lang: string) =>
      judge(watch, FERRY_ID, anItem({ title: 'Alpenschiff', lang })).reasons.find(
        ({ signal }) => signal === 'many-forms',
      )?.contribution ?? 0;

    expect(startOf('fi')).toBeGreaterThan(0.1);
    expect(startOf('fr')).toBe(0);
  });

  it('leaves out an item that has nothing to do with the story', () => {
    const watch = openWatch([aStory()], LEXICON);

    const kinds = decide(watch, unrelated()).map(({ verdict }) => verdict.kind);

    expect(kinds).not.toContain('follow-up');
  });

  it('holds it against an item that it names what is done and by whom, but nothing that the story is about', () => {
    const watch = openWatch([aStory()], LEXICON);
    const [of, beside] = [
      anItem({
        title: 'Prosecutors search offices of Alpenschiff over the ferry accident',
        summary: 'Police were there.',
      }),
      anItem({ title: 'Prosecutors search offices of Alpenschiff', summary: 'Police were there.' }),
    ].map((item) => judge(watch, FERRY_ID, item).reasons.map(({ signal }) => signal));

    expect(of).not.toContain('other-matter');
    expect(beside).toContain('other-matter');
  });

  it('holds a matter of another field against it more than one of the same field, or none', () => {
    const watch = openWatch([aStory()], LEXICON);
    const said = (summary: string) =>
      judge(watch, FERRY_ID, anItem({ title: 'Jonas Perl speaks out', summary })).reasons.find(
        ({ signal }) => signal === 'other-matter',
      );
    const [other, none, same] = [
      'A new vaccine is praised.',
      'A letter is praised.',
      'Passenger trains are praised.',
    ].map(said);

    expect(other?.evidence).toBe('is of another matter');
    expect(none?.evidence).toBe('names no known matter, only what is done and by whom');
    expect(same?.evidence).toBe('names no matter of the story, but a related one');
    expect(other?.contribution).toBeLessThan(none?.contribution ?? 0);
    expect(other?.contribution).toBeLessThan(same?.contribution ?? 0);
    for (const reason of [none, same]) expect(reason?.contribution).toBeLessThan(0);
  });

  it.each([
    ['an actor of the headline', 'Alpenschiff speaks out', 'Jonas Perl speaks out'],
    ['a country abroad that it is about', 'Jonas Perl speaks out in Austria', 'Jonas Perl speaks out in Norway'],
  ])('holds another matter less against what names %s than against what names another', (_, bound, unbound) => {
    const watch = openWatch([aStory()], LEXICON);
    const [chief, other] = [bound, unbound].map(
      (title) =>
        judge(watch, FERRY_ID, anItem({ title, summary: 'A new vaccine is praised.' })).reasons.find(
          ({ signal }) => signal === 'other-matter',
        )?.contribution ?? 0,
    );

    expect(chief).toBeLessThan(0);
    expect(other).toBeLessThan((chief ?? 0) - 0.2);
  });

  it('takes the European Union for another place only where the story is of none of its members', () => {
    const inTexas = { ...FERRY, title: 'Texas opens inquiry into ferry operator Alpenschiff', paragraphs: [] };
    const [member, other] = [aStory(), aStory(inTexas)].map((story) =>
      judge(
        openWatch([story], LEXICON),
        FERRY_ID,
        anItem({ title: 'European Union asks for safer ferries' }),
      ).reasons.map(({ signal }) => signal),
    );

    expect(member).not.toContain('other-places-only');
    expect(other).toContain('other-places-only');
  });

  it('takes a matter that its follow-ups keep naming for a related one', () => {
    const watch = openWatch([aStory()], LEXICON);
    const evidence = () =>
      judge(
        watch,
        FERRY_ID,
        anItem({ title: 'Alpenschiff speaks out', summary: 'A vaccine is praised.' }),
      ).reasons.find(({ signal }) => signal === 'other-matter')?.evidence;
    const before = evidence();

    for (let at = 0; at < 8; at += 1) {
      const item = anItem({ ...followUp(), summary: `Inspectors in Austria found vaccine number ${at} on the ferry.` });
      learn(watch, item, decide(watch, item));
    }

    expect(before).toBe('is of another matter');
    expect(evidence()).toBe('names no matter of the story, but a related one');
  });

  it('counts what came near a story by its score: a name tells no less for items that were missed', () => {
    const watch = openWatch([aStory()], LEXICON);
    const wels = stemFeature(stemOf('Wels', 'en'));
    const item = () => anItem({ title: 'Alpenschiff offices in Wels', summary: 'A letter came.' });
    const decisions = Array.from({ length: 20 }, () => {
      const next = item();
      const made = decide(watch, next);
      learn(watch, next, made);
      return made[0]?.verdict.score ?? 0;
    });
    const [memory] = watch.memories;

    expect(memory?.nearCounts.get(wels)).toBeCloseTo(
      decisions.reduce((sum, score) => sum + score, 0),
      6,
    );
    expect(memory?.nearCount).toBeCloseTo(memory?.nearCounts.get(wels) ?? 0, 6);
    expect(decisions[0]).toBeLessThan(0.5);
  });

  it('names the words that follow-ups keep using, those that the profile has not first', () => {
    const watch = openWatch([aStory()], LEXICON);
    for (let at = 0; at < 8; at += 1) {
      const item = anItem({ ...followUp(), summary: `Stricter hatches for ferry number ${at} in Austria.` });
      learn(watch, item, decide(watch, item));
    }
    const told = (title: string) =>
      judge(watch, FERRY_ID, anItem({ title })).reasons.find(({ signal }) => signal === 'learnt')?.evidence;

    expect(told('Stricter ones for the hatches')).toBe('words that follow-ups keep using: hatches, Stricter');
    expect(told('Stricter ones in Wels')).toBe('words that follow-ups keep using: Stricter');
  });

  it('holds less of that against a bare headline of another language, and nothing against one of its own', () => {
    const watch = openWatch([aStory()], LEXICON);
    const against = (title: string, lang: string, summary = '') =>
      judge(watch, FERRY_ID, anItem({ title, lang, summary })).reasons.find(({ signal }) => signal === 'other-matter')
        ?.contribution ?? 0;
    const inGerman = 'Staatsanwälte durchsuchen Büros von Alpenschiff';

    expect(against(inGerman, 'de')).toBeCloseTo(against(inGerman, 'de', 'Die Polizei war dabei.') / 2);
    expect(against(inGerman, 'de')).toBeLessThan(0);
    expect(against('Prosecutors search offices of Alpenschiff', 'en')).toBe(0);
  });

  it('takes no bare headline of another language for one word of the story', () => {
    const watch = openWatch([aStory()], LEXICON);
    const against = (title: string, lang: string, summary = '') =>
      judge(watch, FERRY_ID, anItem({ title, lang, summary })).reasons.find(({ signal }) => signal === 'lone-word');

    expect(against('Drei Verletzte bei Unfall', 'de')?.evidence).toMatch(/has no word but "Unfall" of the story$/);
    expect(against('Drei Verletzte bei Unfall', 'de', 'Die Polizei war dabei.')).toBeUndefined();
    expect(against('Drei Verletzte bei Unfall in Österreich', 'de')).toBeUndefined();
    expect(against('Unfall: Ermittlungen gegen Alpenschiff', 'de')).toBeUndefined();
    expect(against('Three hurt in accident', 'en')).toBeUndefined();
  });

  it('follows a story that is known by its headline and lede alone', () => {
    const brief = aStory({
      title: 'Austria opens criminal inquiry into ferry operator Alpenschiff',
      paragraphs: ['Prosecutors in Wels say that safety inspections of the ferry had been postponed twice.'],
      lang: 'en',
    });
    const items = [
      followUp(),
      anItem({
        title: 'Österreich: Kommission legt Bericht zum Fährunglück vor',
        summary: 'Die Staatsanwaltschaft in Wels prüft, ob Kontrollen der Fähre versäumt wurden.',
        lang: 'de',
      }),
    ];

    const kinds = items.map((item) => judge(openWatch([brief], LEXICON), FERRY_ID, item).kind);

    expect(brief.profile.strands).toHaveLength(1);
    expect(kinds).toEqual(['follow-up', 'follow-up']);
  });

  it('follows the story in another language', () => {
    const watch = openWatch([aStory()], LEXICON);
    const item = anItem({
      title: 'Staatsanwaltschaft ermittelt gegen Fährbetreiber Alpenschiff',
      summary:
        'Nach dem Unfall auf dem Traunsee in Österreich kündigt Verkehrsministerin Holzinger strengere Regeln an.',
      lang: 'de',
    });

    const [decision] = decide(watch, item);

    expect(decision?.verdict.kind).toBe('follow-up');
  });

  it('names the strongest story first', () => {
    const other = aStory(
      {
        title: 'Chess federation bans coach Ilya Brandt over bribery',
        paragraphs: ['The federation said Brandt paid arbiters.'],
        lang: 'en',
      },
      'chess',
    );
    const watch = openWatch([other, aStory()], LEXICON);

    const [first] = decide(watch, followUp());

    expect(first?.story).toBe(FERRY_ID);
  });

  it('changes nothing that is remembered', () => {
    const watch = openWatch([aStory()], LEXICON);
    const item = followUp();

    const before = decide(watch, item);
    for (let round = 0; round < 5; round += 1) decide(watch, anItem({ title: item.title, summary: item.summary }));
    const after = decide(watch, item);

    expect(after).toEqual(before);
  });

  it('vetoes what the profile excludes, with a reason of its own', () => {
    const story = aStory();
    const watch = openWatch([{ ...story, profile: { ...story.profile, exclude: ['search offices'] } }], LEXICON);

    const [decision] = decide(watch, followUp());

    expect(decision?.verdict.kind).toBe('unrelated');
    expect(decision?.verdict.reasons[0]?.signal).toBe('excluded');
  });

  it('takes what was published long before the seed as background', () => {
    const watch = openWatch([aStory()], LEXICON);
    const old = anItem({ ...followUp(), publishedAt: Date.UTC(2031, 1, 1) });

    const [decision] = decide(watch, old);

    expect(decision?.verdict.kind).toBe('unrelated');
    expect(decision?.verdict.reasons.map((reason) => reason.signal)).toContain('before-the-story');
  });

  it("obeys the profile's own threshold", () => {
    const story = aStory();
    const watch = openWatch([{ ...story, profile: { ...story.profile, threshold: 1 } }], LEXICON);

    const [decision] = decide(watch, followUp());

    expect(decision?.verdict.kind).not.toBe('follow-up');
    expect(decision?.verdict.threshold).toBe(1);
  });
});

describe('judge', () => {
  it('gives a full verdict with reasons for what the gate drops', () => {
    const watch = openWatch([aStory()], LEXICON);

    const verdict = judge(watch, FERRY_ID, unrelated());

    expect(verdict.kind).toBe('unrelated');
    expect(verdict.reasons.length).toBeGreaterThan(0);
  });

  it('gives a score that is the logistic function of its reasons, each with evidence', () => {
    const watch = openWatch([aStory()], LEXICON);

    const verdict = judge(watch, FERRY_ID, followUp());
    const sum = verdict.reasons.reduce((total, reason) => total + reason.contribution, 0);

    expect(verdict.score).toBeCloseTo(1 / (1 + Math.exp(-sum)), 9);
    expect(verdict.reasons.every((reason) => reason.evidence.length > 3)).toBe(true);
  });

  it('refuses a story that is not watched', () => {
    const watch = openWatch([aStory()], LEXICON);

    expect(() => judge(watch, id<'story'>('nobody'), followUp())).toThrow('nobody');
  });
});

describe('learn', () => {
  it('lets a later step with new words follow what was accepted before', () => {
    const watch = openWatch([aStory()], LEXICON);
    const step = (number: number) =>
      anItem({
        title: `Alpenschiff inquiry: engineer Tobias Grantner questioned about hull of the ferry Gisela (${number})`,
        summary: 'Prosecutors in Wels also asked about the welding of the hull.',
      });
    const later = anItem({
      title: 'Grantner detained over welding of the hull',
      summary: 'The engineer denies wrongdoing.',
    });
    const before = judge(watch, FERRY_ID, later).score;

    for (const number of [1, 2, 3, 4]) {
      const item = step(number);
      learn(watch, item, decide(watch, item));
    }
    const after = judge(watch, FERRY_ID, anItem({ title: later.title, summary: later.summary })).score;

    expect(after).toBeGreaterThan(before + 0.1);
  });

  it('asks what the items most like it follow', () => {
    const watch = openWatch([aStory()], LEXICON);
    const like = (title: string) => anItem({ title, summary: 'The hull of the Gisela was welded in Linz.' });
    const company = (title: string) =>
      judge(watch, FERRY_ID, like(title)).reasons.find(({ signal }) => signal === 'company')?.contribution ?? 0;
    const title = 'Welding of the Gisela hull: Grantner heard by prosecutors in Wels';
    const before = company(title);

    const item = like('Welding of the hull: prosecutors in Wels hear Grantner of Alpenschiff');
    const decisions = decide(watch, item);
    learn(watch, item, decisions);

    expect(decisions[0]?.verdict.kind).toBe('follow-up');
    expect(before).toBe(0);
    expect(company(title)).toBeGreaterThan(0);
  });

  it('lets an item that only its neighbours spoke against not speak against others', () => {
    const watch = openWatch([aStory()], LEXICON);
    const like = (title: string) => anItem({ title, summary: 'The director of the operator was heard for hours.' });
    const first = like('Alpenschiff director before prosecutors: what he says of the Gisela');
    const refused = decide(watch, first).map(
      ({ story, verdict }): Decision => ({ story, verdict: { ...verdict, kind: 'unrelated', score: 0 } }),
    );
    learn(watch, first, refused);
    const against = (): number =>
      judge(watch, FERRY_ID, like('Prosecutors in Wels question Alpenschiff director over ferry Gisela')).reasons.find(
        ({ signal }) => signal === 'nearest-unrelated',
      )?.contribution ?? 0;
    const before = against();

    const turnedDown = like('Prosecutors in Wels question Alpenschiff director on ferry Gisela');
    const doubtful = decide(watch, turnedDown).map(
      ({ story, verdict }): Decision => ({
        story,
        verdict: { ...verdict, kind: 'unrelated', score: verdict.threshold * 0.55 },
      }),
    );
    learn(watch, turnedDown, doubtful);

    expect(before).toBeLessThan(0);
    expect(against()).toBeGreaterThan(before - 0.1);
  });

  it('does not let bare headlines that share one word with the story carry each other into it', () => {
    const watch = openWatch([aStory()], LEXICON);
    warm(
      watch,
      ['Markets rise', 'Actor wins award', 'Heat record in July', 'Striker scores twice'].flatMap((title) =>
        ['Austria', 'Germany', 'France'].map((place) => anItem({ title: `${title} in ${place}` })),
      ),
    );
    const scores = ['collects', 'raises', 'takes in', 'nets', 'brings in', 'earns', 'reports', 'makes'].map((verb) => {
      const item = anItem({ title: `Vienna ${verb} two million from dog accident cover` });
      const decisions = decide(watch, item);
      learn(watch, item, decisions);
      return decisions[0]?.verdict.score ?? 0;
    });

    expect(scores).toHaveLength(8);
    expect(scores.at(-1)).toBeLessThan(scores[1] ?? 0);
  });

  it('lets a bare headline that shares one word with a short story of another language speak for no other', () => {
    const brief = aStory({
      title: 'Österreich ermittelt gegen den Betreiber der Fähre',
      paragraphs: ['Die Staatsanwaltschaft in Wels prüft den Unfall am Traunsee.'],
      lang: 'de',
    });
    const watch = openWatch([brief], LEXICON);
    const standing = (title: string) => {
      const item = anItem({ title });
      learn(watch, item, decide(watch, item));
      return watch.recent.texts.at(-1)?.standing.get(0) ?? 0;
    };

    expect(standing('Vienna collects two million from dog accident cover')).toBe(0);
    expect(standing('Austria: prosecutors in Wels investigate ferry accident')).toBeGreaterThan(0);
  });

  it('counts the company of a bare headline only as far as the headline bears it out', () => {
    const watch = openWatch([aStory()], LEXICON);
    const title = 'Alpenschiff inquiry: prosecutors in Wels question Tobias Grantner over the ferry';
    const item = anItem({ title, summary: 'The engineer welded the hull of the Gisela.' });
    learn(watch, item, decide(watch, item));
    const company = (headline: string, summary = '') =>
      judge(watch, FERRY_ID, anItem({ title: headline, summary })).reasons.find(({ signal }) => signal === 'company')
        ?.evidence;

    expect(company('Tobias Grantner questioned over the ferry')).toMatch(
      /\(\d+ %, of which its headline bears out \d+ %\)$/,
    );
    expect(company('Tobias Grantner questioned', 'It is about the ferry.')).toMatch(/\(\d+ %\)$/);
  });

  it('does not count an item twice', () => {
    const watch = openWatch([aStory()], LEXICON);
    const item = followUp();
    const decisions = decide(watch, item);

    learn(watch, item, decisions);
    learn(watch, item, decisions);

    expect(watch.memories[0]?.acceptedCount).toBe(1);
  });
});

describe('warm', () => {
  it('makes a place that most items name worth less, yet never a place of another story', () => {
    const watch = openWatch([aStory()], LEXICON);
    const reasons = () =>
      judge(watch, FERRY_ID, anItem({ title: 'Austria orders safety inspections of ferries' })).reasons;
    const place = () => reasons().find(({ signal }) => signal === 'place')?.contribution ?? 0;
    const before = place();

    warm(
      watch,
      Array.from({ length: 200 }, (_, at) => anItem({ title: `Weather in Austria, report ${at}` })),
    );

    expect(place()).toBeGreaterThan(0);
    expect(place()).toBeLessThan(before / 2);
    expect(reasons().map(({ signal }) => signal)).not.toContain('other-places-only');
  });

  it('makes words that every item has worth less', () => {
    const watch = openWatch([aStory()], LEXICON);
    const reader = readerOf(watch);
    const before = reader.rarity('ferri');

    warm(
      watch,
      Array.from({ length: 60 }, (_, at) => anItem({ title: `Ferry timetable number ${at}` })),
    );

    expect(reader.rarity('ferri')).toBeLessThan(before);
    expect(reader.rarity('zeppelin')).toBeGreaterThan(0.9);
  });
});

describe('readerOf', () => {
  it('prepares names, concepts, places and figures of an item', () => {
    const watch = openWatch([aStory()], LEXICON);

    const prepared = readerOf(watch).prepare(
      anItem({ title: 'Karla Holzinger fines operator €1.8bn in Austria', summary: 'A court in Vienna agreed.' }),
    );

    expect([...prepared.names]).toContain('karla holzinger');
    expect([...prepared.concepts]).toContain('fine');
    expect([...prepared.places]).toEqual(['AT']);
    expect([...prepared.numbers]).toEqual(['1.8bn']);
    expect(prepared.titleStems.has('oper')).toBe(true);
  });
});
