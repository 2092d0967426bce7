import { z } from 'zod';
import { type Fault, shown } from './fault.ts';
import { isWebAddress } from './parts.ts';
import type { Secret } from './secret.ts';

/** A language model that is asked once, when a story is followed, to translate what its profile looks for. */
export const WrittenTranslation = z.strictObject({
  /** Where an OpenAI-compatible interface begins. */
  url: z.string().min(1),
  model: z.string().min(1),
  /** Into which languages. */
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/, 'expected two-letter language codes such as [es, fr]'))
    .min(1)
    .max(30),
  timeoutSeconds: z.number().min(1).max(300).default(20),
});
export type WrittenTranslation = z.infer<typeof WrittenTranslation>;

export interface TranslationSettings {
  readonly url: string;
  readonly model: string;
  readonly languages: readonly string[];
  readonly timeoutMs: number;
  /** MODEL_API_KEY; a server of one's own may ask for none. */
  readonly key: Secret | undefined;
}

export function translationOf(
  written: WrittenTranslation | undefined,
  key: Secret | undefined,
): TranslationSettings | undefined {
  if (written === undefined) return undefined;
  const { timeoutSeconds, ...rest } = written;
  return { ...rest, timeoutMs: timeoutSeconds * 1_000, key };
}

/** Refuses what is no address. */
export function modelHasAnAddress({
  translation,
}: {
  readonly translation?: WrittenTranslation | undefined;
}): readonly Fault[] {
  if (translation === undefined || isWebAddress(translation.url)) return [];
  const says = `is ${shown(translation.url)}; expected an http or https address such as http://127.0.0.1:11434/v1`;
  return [{ path: ['translation', 'url'], says }];
}
