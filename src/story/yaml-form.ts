import { z } from 'zod';

const Weight = z
  .number('expected a number from 0 to 1')
  .min(0, 'expected a number from 0 to 1')
  .max(1, 'expected a number from 0 to 1');
const Text = z.string('expected text').min(1, 'expected text that is not empty');
const Texts = z.array(Text, 'expected a list of texts');

/** A profile as it is written in YAML. Parts that may be left out have defaults. */
export const ProfileForm = z.strictObject({
  title: Text,
  lang: z
    .string('expected a language code such as en')
    .regex(/^[a-z]{2,3}$/, 'expected a language code such as en')
    .default('en'),
  published: z
    .string('expected a date such as 2026-02-17')
    .refine((text) => Number.isFinite(Date.parse(text)), 'expected a date such as 2026-02-17')
    .optional(),
  url: Text.optional(),
  actors: z
    .array(
      z.strictObject({
        name: Text,
        aliases: Texts.optional(),
        role: Text.optional(),
        ambiguous: z.boolean('expected true or false').optional(),
        weight: Weight.default(0.8),
      }),
      'expected a list of actors, each with a name',
    )
    .default([]),
  terms: z
    .array(
      z.strictObject({ phrase: Text, concept: Text.optional(), weight: Weight.default(0.5) }),
      'expected a list of terms, each with a phrase',
    )
    .default([]),
  places: z
    .array(z.strictObject({ id: Text, weight: Weight.default(0.8) }), 'expected a list of places, each with an id')
    .default([]),
  strands: z
    .array(
      z.strictObject({
        id: Text,
        title: z.string('expected text').default(''),
        actors: Texts.default([]),
        terms: Texts.default([]),
        places: Texts.default([]),
        weight: Weight.default(0.8),
      }),
      'expected a list of strands, each with an id',
    )
    .default([]),
  translated: z
    .array(
      z.strictObject({
        lang: z
          .string('expected a language code such as es')
          .regex(/^[a-z]{2,3}$/, 'expected a language code such as es'),
        phrase: Text,
        of: Text,
      }),
      'expected a list of translations, each with lang, phrase and of',
    )
    .optional(),
  exclude: Texts.default([]),
  threshold: Weight.nullable().default(null),
});

export type WrittenProfile = z.infer<typeof ProfileForm>;
