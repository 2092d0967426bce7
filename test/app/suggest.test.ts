import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { loadLexicon } from '../../config/lexicon.ts';
import { openDesk } from '../../src/app/desk.ts';
import { suggest } from '../../src/app/suggest.ts';
import { createTeacher } from '../../src/app/teacher.ts';
import type { Choice } from '../../src/commands/command.ts';
import type { Roles } from '../../src/commands/permission.ts';
import type { Store } from '../../src/ports.ts';
import type { Story } from '../../src/story/story.ts';
import { hoursAgo } from '../fakes/asker.ts';
import { aFurther, anOpening, aProfile, aStory, NOW } from '../fakes/builders.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { commandDeps } from '../fakes/deps.ts';
import { createFakeLog } from '../fakes/log.ts';

describe('suggest', () => {
  let store: Store;
  const log = createFakeLog();
  const clock = createFakeClock(NOW);

  beforeEach(async () => {
    store = await openSqlite(':memory:');
  });
  afterEach(() => store.close());

  const follow = async (...stories: readonly Story[]) => {
    for (const story of stories) await store.stories.save(story);
  };
  const offered = async (
    command: string,
    argument: string,
    typed: string,
    roles: Roles = { lookup: 'everyone', change: 'everyone' },
  ): Promise<readonly Choice[]> => {
    const desk = await openDesk({ store, clock, log }, loadLexicon());
    const deps = commandDeps(
      { store, clock, log },
      { watch: () => desk.watch(), teacher: createTeacher({ store, clock }, desk), roles },
    );
    return suggest({ platform: 'console', channel: 'desk', user: 'U1', command, argument, typed }, deps);
  };

  it('offers stories by id or title, those that begin so first, else the one spelt alike', async () => {
    await follow(
      aStory('rail', { profile: aProfile({ title: 'Port workers on strike' }) }),
      aStory('port', { profile: aProfile({ title: 'Harbour inquiry' }) }),
    );

    expect(await offered('show', 'story', '')).toHaveLength(2);
    expect(await offered('show', 'story', 'PORT')).toEqual([
      { name: 'port: Harbour inquiry', value: 'port' },
      { name: 'rail: Port workers on strike', value: 'rail' },
    ]);
    expect(await offered('latest', 'story', 'inqui')).toMatchObject([{ value: 'port' }]);
    expect(await offered('mute', 'story', 'prot')).toMatchObject([{ value: 'port' }]);
    expect(await offered('mute', 'story', 'zebra')).toEqual([]);
  });

  it('offers the developments of the stories of this channel, newest first, by their headlines', async () => {
    await follow(aStory('harbour'), aStory('other', { channels: [{ platform: 'console', channel: 'elsewhere' }] }));
    const first = anOpening(hoursAgo('one', 9, { title: 'Fiscalía opens the case' }));
    const coverage = [
      first,
      aFurther(hoursAgo('two', 3), first, 'develops'),
      anOpening(hoursAgo('three', 2, { title: `A long headline ${'with more '.repeat(20)}`, source: 'Times' })),
      anOpening(hoursAgo('four', 1), 'other'),
    ];
    await store.coverage.saveItems(coverage.map(({ item }) => item));
    await store.coverage.save(coverage);

    const all = await offered('important', 'item', '');

    expect(all.map(({ value }) => value)).toEqual(['item-three', 'item-one']);
    expect(all[0]?.name).toMatch(/^18 Feb Times: A long headline .*…$/);
    expect(all[0]?.name.length).toBeLessThanOrEqual(100);
    expect(await offered('why', 'item', 'fiscalia case')).toEqual([
      { name: '18 Feb News: Fiscalía opens the case', value: 'item-one' },
    ]);
  });

  it('offers nothing to who may not ask', async () => {
    await follow(aStory('harbour'));

    expect(await offered('show', 'story', '', { lookup: ['U2'], change: ['U2'] })).toEqual([]);
    expect(await offered('mute', 'story', '', { lookup: 'everyone', change: ['U2'] })).toEqual([]);
    expect(await offered('mute', 'story', '', { lookup: 'everyone', change: ['U1'] })).toHaveLength(1);
  });

  it('offers no more than a platform takes', async () => {
    await follow(...Array.from({ length: 40 }, (_, at) => aStory(`story-${at}`)));

    expect(await offered('show', 'story', 'story')).toHaveLength(25);
  });

  it.each([
    ['nothing', 'story'],
    ['show', 'nothing'],
    ['export', 'format'],
    ['search', 'words'],
  ])('offers nothing for %s %s', async (command, argument) => {
    await follow(aStory('harbour'));

    expect(await offered(command, argument, 'h')).toEqual([]);
  });

  it('offers nothing where the store fails, and says so in the log', async () => {
    const desk = await openDesk({ store, clock, log }, loadLexicon());
    const deps = commandDeps(
      { store, clock, log },
      { watch: () => desk.watch(), teacher: createTeacher({ store, clock }, desk) },
    );
    await store.close();

    const choices = await suggest(
      { platform: 'console', channel: 'desk', user: 'U1', command: 'show', argument: 'story', typed: '' },
      deps,
    );
    store = await openSqlite(':memory:');

    expect(choices).toEqual([]);
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', message: 'suggesting failed' });
  });
});
