import { describe, expect, it } from 'vitest';
import { decide, openWatch } from '../../src/relevance/watch.ts';
import { profileFromYaml, profileToYaml } from '../../src/story/yaml.ts';
import { aStory, anItem, LEXICON } from '../relevance/builders.ts';

describe('profile as YAML', () => {
  it('reads back exactly what was written', () => {
    const { profile } = aStory();

    const read = profileFromYaml(profileToYaml(profile), 'ferry.yaml');

    expect(read).toEqual(profile);
  });

  it('decides by the loaded profile as by the drafted one', () => {
    const story = aStory();
    const loaded = { ...story, profile: profileFromYaml(profileToYaml(story.profile), 'ferry.yaml') };
    const item = anItem({
      title: 'Alpenschiff inquiry widens in Austria',
      summary: 'Prosecutors look at inspections.',
    });

    const drafted = decide(openWatch([story], LEXICON), item);

    expect(decide(openWatch([loaded], LEXICON), item)).toEqual(drafted);
    expect(drafted.length).toBe(1);
  });

  it('fills in what a person left out', () => {
    const profile = profileFromYaml(
      'title: Ferry\nactors:\n  - name: Alpenschiff\nterms:\n  - phrase: ferry\n',
      'ferry.yaml',
    );

    expect(profile.actors[0]).toEqual({
      name: 'Alpenschiff',
      aliases: [],
      role: undefined,
      ambiguous: false,
      weight: 0.8,
    });
    expect(profile.threshold).toBeUndefined();
  });

  it.each([
    [
      'title: Ferry\nterms:\n  - phrase: ship\n    weight: 1.4\n',
      'ferry.yaml:4 terms[0].weight is 1.4; expected a number from 0 to 1',
    ],
    ['title: Ferry\nactor: []\n', 'ferry.yaml:2 actor is not a known key'],
    ['lang: en\n', 'ferry.yaml:1 title is missing; expected text'],
    ['title: [\n', 'is not valid YAML'],
  ])('says where %j is at fault', (text, message) => {
    expect(() => profileFromYaml(text, 'ferry.yaml')).toThrow(message);
  });
});
