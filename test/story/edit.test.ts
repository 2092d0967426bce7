import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { id } from '../../src/ids.ts';
import { changesBetween, editOf, type ProfileEdit, readEdit } from '../../src/story/edit.ts';
import type { Profile } from '../../src/story/story.ts';
import { aProfile } from '../fakes/builders.ts';

const strand = (name: string, actors: readonly string[], terms: readonly string[], weight: number) => ({
  id: id<'strand'>(name),
  title: name,
  actors,
  terms,
  places: [],
  weight,
});
const profile = aProfile({
  terms: [
    { phrase: 'inquiry', concept: 'inquiry', weight: 1 },
    { phrase: 'crane', concept: undefined, weight: 0.5 },
  ],
  strands: [strand('side', [], ['crane'], 0.3), strand('main', ['Port Authority'], ['inquiry'], 1)],
  exclude: ['harbour seal'],
  threshold: 0.5,
});
const edited = (changes: Partial<ProfileEdit>): Profile | undefined => {
  const read = readEdit(profile, { ...editOf(profile), ...changes });
  return read.kind === 'profile' ? read.profile : undefined;
};
const faults = (changes: Partial<ProfileEdit>) => {
  const read = readEdit(profile, { ...editOf(profile), ...changes });
  return read.kind === 'faults' ? Object.fromEntries(read.faults) : undefined;
};

describe('readEdit', () => {
  it('gives the same profile back where nothing is changed', () => {
    expect(editOf(profile)).toEqual({
      actors: 'Port Authority = the port',
      terms: 'inquiry\ncrane',
      exclude: 'harbour seal',
      threshold: '0.5',
    });
    expect(edited({})).toEqual(profile);
    expect(changesBetween(profile, profile)).toEqual([]);
  });

  it('lets what is new join the strongest strand, and what was there keep what it had', () => {
    const after = edited({
      actors: 'Port Authority\n  Kranwerk  = the  crane maker, Inc. ; KW\nQ',
      terms: 'inquiry\ncrane\nbribe',
    });

    expect(after?.actors).toEqual([
      { name: 'Port Authority', aliases: [], role: undefined, ambiguous: false, weight: 1 },
      { name: 'Kranwerk', aliases: ['the crane maker, Inc.', 'KW'], role: undefined, ambiguous: false, weight: 0.8 },
      { name: 'Q', aliases: [], role: undefined, ambiguous: true, weight: 0.8 },
    ]);
    expect(after?.terms[0]).toEqual({ phrase: 'inquiry', concept: 'inquiry', weight: 1 });
    expect(after?.strands.map(({ actors, terms }) => [actors, terms])).toEqual([
      [[], ['crane']],
      [
        ['Port Authority', 'Kranwerk', 'Q'],
        ['inquiry', 'bribe'],
      ],
    ]);
    expect(changesBetween(profile, after ?? profile)).toEqual([
      '+ actor Kranwerk',
      '+ actor Q',
      'other names of Port Authority',
      '+ term bribe',
    ]);
  });

  it('takes what is gone out of every strand, and strands of which nothing is left', () => {
    const after = edited({ terms: 'inquiry', threshold: ' 0,7 ', exclude: '' });

    expect(after?.strands.map(({ title }) => title)).toEqual(['main']);
    expect(changesBetween(profile, after ?? profile)).toEqual([
      '− term crane',
      '− exclusion harbour seal',
      'threshold 0.5 → 0.7',
    ]);
    expect(edited({ actors: 'Somebody', terms: '' })?.strands.map(({ actors }) => actors)).toEqual([['Somebody']]);
    expect(edited({ threshold: '' })?.threshold).toBeUndefined();
  });

  it.each([
    [{ threshold: '1.4' }, { threshold: '"1.4" is no score: expected 0 to 1, such as 0.6, or nothing.' }],
    [{ threshold: 'high' }, { threshold: '"high" is no score: expected 0 to 1, such as 0.6, or nothing.' }],
    [{ threshold: '-1' }, { threshold: '"-1" is no score: expected 0 to 1, such as 0.6, or nothing.' }],
    [{ actors: '', terms: ' \n ' }, { actors: 'Nothing would be looked for: name an actor or a term.' }],
    [{ actors: '= the port' }, { actors: 'A line begins with "=": write Name = alias; alias.' }],
    [{ terms: 'crane\nCRANE' }, { terms: '"CRANE" stands there twice.' }],
    [{ terms: '—' }, { terms: 'A line has neither a letter nor a figure.' }],
    [
      { terms: 'x'.repeat(101) },
      { terms: `"${'x'.repeat(40)}…" is too long: at most 100 characters, one thing a line.` },
    ],
    [
      { terms: Array.from({ length: 151 }, (_, at) => `t${at}`).join('\n') },
      { terms: '151 lines are too many: at most 150.' },
    ],
    [{ exclude: 'INQUIRY' }, { exclude: '"INQUIRY" is what the story looks for: it would shut out everything.' }],
  ])('says what is wrong with %j', (changes, expected) => {
    expect(faults(changes)).toEqual(expected);
  });

  it('never throws, and what it takes it reads again as it is', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('=', ';', '\n', ' ', '0.5', 'ab'), fc.string()), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.record({ actors: text, terms: text, exclude: text, threshold: text }), (edit) => {
        const read = readEdit(profile, edit);
        if (read.kind === 'faults') return;
        expect(readEdit(read.profile, editOf(read.profile))).toEqual(read);
      }),
    );
  });
});
