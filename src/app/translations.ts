import type { Translator } from '../ports.ts';
import { isSameProfile } from '../story/same-profile.ts';
import type { Profile, ProfileWarning, Story } from '../story/story.ts';

/** A profile, and what makes it weaker than it should be. */
export interface Drafted {
  readonly profile: Profile;
  readonly warnings: readonly ProfileWarning[];
}

/** Has a profile translated that nobody has translated yet. Where that fails it stays as it is, and a warning says why. */
export async function translated(drafted: Drafted, translator: Translator | undefined): Promise<Drafted> {
  const { profile, warnings } = drafted;
  if (translator === undefined || profile.translated !== undefined) return drafted;
  const answer = await translator.translate(profile);
  if (answer.kind === 'translated') return { profile: { ...profile, translated: answer.translated }, warnings };
  const hint = 'It is followed without; lines under translated: in its profile do the same.';
  return { profile, warnings: [...warnings, { what: `It is not translated: ${answer.why}`, hint }] };
}

/** As `translated`, of a story that may be followed already: what was translated once is not asked for again. */
export async function translatedOnce(
  drafted: Drafted,
  known: Story | undefined,
  translator: Translator | undefined,
): Promise<Drafted> {
  const before = known?.configured ?? known?.profile;
  if (before === undefined || drafted.profile.translated !== undefined) return translated(drafted, translator);
  const { translated: lines, ...rest } = before;
  const isSame = isSameProfile(rest, drafted.profile);
  if (isSame && lines !== undefined) return { ...drafted, profile: { ...drafted.profile, translated: lines } };
  // Over what people edited a new translation would have no effect.
  return known?.configured === undefined ? translated(drafted, translator) : drafted;
}
