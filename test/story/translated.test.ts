import { describe, expect, it } from 'vitest';
import { decide, openWatch } from '../../src/relevance/watch.ts';
import { changesBetween, editOf, readEdit } from '../../src/story/edit.ts';
import type { Profile, Translation } from '../../src/story/story.ts';
import { usableTranslations } from '../../src/story/translated.ts';
import { profileFromYaml, profileToYaml } from '../../src/story/yaml.ts';
import { anItem, aStory, LEXICON } from '../relevance/builders.ts';

const story = aStory();
const [actor, term] = [story.profile.actors[0]?.name ?? '', story.profile.terms[0]?.phrase ?? ''];
const finnish = (phrase: string, of = term): Translation => ({ lang: 'fi', phrase, of });
const withTranslations = (...translated: readonly Translation[]): Profile => ({ ...story.profile, translated });

const usable = (...said: readonly Translation[]): readonly Translation[] =>
  usableTranslations(story.profile, said, ['fi', 'es']);

describe('usableTranslations', () => {
  it('keeps what translates a term or a name of the profile into a language that was asked for', () => {
    const said = [finnish('höyrylaiva'), finnish('Alppilaiva', actor), { ...finnish('buque'), lang: 'es' }];

    expect(usable(...said)).toEqual(said);
  });

  it('drops what was not asked for, and what the profile says or excludes itself', () => {
    const shut = usableTranslations({ ...story.profile, exclude: ['Laiva'] }, [finnish('laiva')], ['fi']);

    expect(usable(finnish('laiva', 'anything'), { ...finnish('Fähre'), lang: 'de' })).toEqual([]);
    expect(usable(finnish(actor.toUpperCase()), finnish(term))).toEqual([]);
    expect(shut).toEqual([]);
  });

  it('drops what is no phrase, and cleans what is', () => {
    const hostile = ['', 'a', '12 34', '<b>laiva</b>', 'http://evil.example', '@everyone laiva', 'x'.repeat(100)];

    expect(usable(...hostile.map((phrase) => finnish(phrase)))).toEqual([]);
    expect(usable(finnish('one two three four five six seven'))).toEqual([]);
    expect(usable(finnish(' höyry\u202e\u0000\n laiva '))).toEqual([finnish('höyry laiva')]);
  });

  it('is bounded, and takes each once', () => {
    const many = Array.from({ length: 500 }, (_, at) => finnish(`laiva${at}`));

    expect(usable(...many)).toHaveLength(3);
    expect(usable(finnish('laiva'), finnish('Laiva', actor))).toEqual([finnish('laiva')]);
  });
});

describe('a translated profile', () => {
  it('comes back from YAML as it was, with a word on what it is', () => {
    const profile = withTranslations(finnish('höyrylaiva'));
    const yaml = profileToYaml(profile);

    expect(yaml).toContain(`translated:\n  - { lang: fi, phrase: höyrylaiva, of: ${term} }`);
    expect(yaml).toContain('as a model put them');
    expect(profileFromYaml(yaml, 'p.yaml')).toEqual(profile);
    expect(profileToYaml(story.profile)).not.toContain('translated');
  });

  it('finds items in that language alone, by less than its own terms', () => {
    // The lexicon has no Estonian.
    const profile = withTranslations({ ...finnish('aurulaev'), lang: 'et' }, { ...finnish('hukk', actor), lang: 'et' });
    const watch = openWatch([{ ...story, profile }], LEXICON);
    const item = anItem({ title: 'Aurulaev vajus, hukk uurimisel', lang: 'et' });
    const evidence = decide(watch, item)[0]?.verdict.reasons.map((reason) => reason.evidence) ?? [];

    expect(evidence.join('\n')).toMatch(/Aurulaev|aurulaev/);
    expect(decide(openWatch([story], LEXICON), item)).toEqual([]);
    const german = decide(watch, { ...anItem({ title: item.title }), lang: 'de' });
    expect(german.flatMap(({ verdict }) => verdict.reasons.map(({ evidence: said }) => said)).join()).not.toMatch(
      /urulaev/,
    );
  });

  it('is undone line by line by an edit, and with the term that it translates', () => {
    const profile = withTranslations(finnish('höyrylaiva'), finnish('turma', actor));
    const edit = editOf(profile);

    expect(edit.translated).toBe(`fi: höyrylaiva = ${term}\nfi: turma = ${actor}`);
    const fewer = readEdit(profile, { ...edit, translated: `fi: turma = ${actor}` });
    expect(fewer).toMatchObject({ profile: { translated: [finnish('turma', actor)] } });
    const none = readEdit(profile, { ...edit, translated: '' });
    expect(none).toMatchObject({ profile: { translated: [] } });
    const without = readEdit(profile, { ...edit, terms: edit.terms.split('\n').slice(1).join('\n') });
    expect(without).toMatchObject({ profile: { translated: [finnish('turma', actor)] } });
    if (fewer.kind !== 'profile') throw new Error('faults');
    expect(changesBetween(profile, fewer.profile)).toEqual([`− translation fi: höyrylaiva = ${term}`]);
  });

  it('says what is wrong with an edited line', () => {
    const profile = withTranslations(finnish('höyrylaiva'));
    const read = readEdit(profile, { ...editOf(profile), translated: 'höyrylaiva' });

    expect(read).toEqual({
      kind: 'faults',
      faults: new Map([['translated', '"höyrylaiva" is no translation: write de: Hafen = harbour.']]),
    });
  });

  it('stays as it is where nothing was translated', () => {
    expect(editOf(story.profile)).not.toHaveProperty('translated');
    expect(readEdit(story.profile, editOf(story.profile))).toEqual({ kind: 'profile', profile: story.profile });
  });
});
