import type { Profile, ProfileWarning } from './story.ts';

const FEW_TERMS = 4;
const MANY_PLACES = 6;

/** What makes a profile match too much or too little, each with what would mend it; empty for a sound one. */
export function warningsFor(profile: Profile): readonly ProfileWarning[] {
  const warnings: ProfileWarning[] = [];
  const clear = profile.actors.filter((actor) => !actor.ambiguous);
  const strong = profile.terms.filter((term) => term.weight >= 0.5);
  if (profile.actors.length === 0 && strong.length < FEW_TERMS) {
    warnings.push({
      what: `the seed names nobody and has only ${strong.length} telling words`,
      hint: 'Give an article about one event, or add actors and terms to the profile by hand.',
    });
  } else if (clear.length === 0) {
    warnings.push({
      what:
        profile.actors.length === 0
          ? 'the seed names no person, body or company'
          : 'every actor has a name that is also a common word',
      hint: 'Add the persons and bodies that the story is about under actors.',
    });
  }
  if (profile.terms.length < FEW_TERMS) {
    warnings.push({
      what: `only ${profile.terms.length} terms were found`,
      hint: 'Use the whole article instead of its headline, or give two or three articles.',
    });
  }
  if (profile.places.length > MANY_PLACES && strong.length < FEW_TERMS) {
    warnings.push({
      what: `the seed names ${profile.places.length} places and hardly a matter: it may be a digest of many things`,
      hint: 'Choose an article about one event.',
    });
  }
  if (profile.strands.length === 0) {
    warnings.push({
      what: 'no strand could be drafted',
      hint: 'Add a strand with two actors or terms that belong together.',
    });
  }
  return warnings;
}
