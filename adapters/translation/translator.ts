import { z } from 'zod';
import { messageOf } from '../../src/errors.ts';
import type { Translator } from '../../src/ports.ts';
import type { Profile, Translation } from '../../src/story/story.ts';
import { usableTranslations } from '../../src/story/translated.ts';

export interface TranslatorSettings {
  /** Where an OpenAI-compatible interface begins, such as http://127.0.0.1:11434/v1. */
  readonly url: string;
  readonly model: string;
  /** Undefined for a server that asks for none. */
  readonly key: string | undefined;
  /** ISO 639-1. */
  readonly languages: readonly string[];
  readonly timeoutMs: number;
  readonly fetch: ModelFetch;
}

/** What we need of `fetch`; the one that is given refuses addresses that we may not call. */
export type ModelFetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

const MAX_BYTES = 1_000_000;
/** So many of the strongest are asked for; more would only make the answer longer and worse. */
const MOST_TERMS = 30;
const MOST_NAMES = 15;
const MAX_TOKENS = 4_000;

const SYSTEM = `You translate what a news monitor searches for. For each text and each language give the words by which the press of
that language would say it: one to three variants, as short as possible. Leave out names that stay the same.
Answer with JSON alone: {"translations": [{"of": TEXT AS GIVEN, "lang": CODE, "phrase": TRANSLATION}]}`;

/** One bad entry costs itself, not the answer. */
const Reply = z.object({ translations: z.array(z.unknown()).max(2_000) });
const Entry = z.object({ of: z.string().max(300), lang: z.string().max(10), phrase: z.string().max(300) });

/** Asks a model once for each profile. What it says is checked, bounded and cleaned; what goes wrong is a value. */
export function createTranslator(settings: TranslatorSettings): Translator {
  return {
    async translate(profile) {
      try {
        const said = readReply(await ask(profile, settings));
        if (said === undefined) return failed(settings, 'its answer is not the JSON that was asked for');
        const translated = usableTranslations(profile, said, settings.languages);
        return translated.length === 0
          ? failed(settings, 'nothing in its answer can be used')
          : { kind: 'translated', translated };
      } catch (thrown) {
        return failed(settings, whyOf(thrown, settings.timeoutMs));
      }
    },
  };
}

function failed({ model, url }: TranslatorSettings, why: string): Awaited<ReturnType<Translator['translate']>> {
  return { kind: 'failed', why: `the model ${model} at ${new URL(url).host} was of no use: ${why}` };
}

/** The libraries are loaded when they are first needed: most bots never ask. */
async function ask(profile: Profile, settings: TranslatorSettings): Promise<string> {
  const { generateText } = await import('ai');
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'translation',
    baseURL: settings.url,
    ...(settings.key === undefined ? {} : { apiKey: settings.key }),
    fetch: boundedFetch(settings.fetch),
  });
  const { text } = await generateText({
    model: provider(settings.model),
    system: SYSTEM,
    prompt: JSON.stringify(questionOf(profile, settings.languages)),
    temperature: 0,
    maxOutputTokens: MAX_TOKENS,
    maxRetries: 0,
    abortSignal: AbortSignal.timeout(settings.timeoutMs),
  });
  return text;
}

function questionOf({ title, lang, actors, terms }: Profile, languages: readonly string[]): unknown {
  const strongest = <T extends { readonly weight: number }>(all: readonly T[], most: number): readonly T[] =>
    all.toSorted((a, b) => b.weight - a.weight).slice(0, most);
  return {
    story: title,
    from: lang,
    into: languages.filter((language) => language !== lang),
    terms: strongest(terms, MOST_TERMS).map(({ phrase }) => phrase),
    names: strongest(actors, MOST_NAMES).map(({ name }) => name),
  };
}

/** Reads a body to its end, but no further than a translation can be long. */
function boundedFetch(fetch: ModelFetch): typeof globalThis.fetch {
  return async (input, { method = 'POST', headers, body, signal } = {}) => {
    const answer = await fetch(String(input), {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === 'string' ? body : '',
      signal: signal ?? AbortSignal.timeout(0),
    });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer.body ?? []) {
      length += chunk.length;
      if (length > MAX_BYTES) throw new Error('its answer is longer than 1 MB');
      chunks.push(chunk);
    }
    return new Response(Buffer.concat(chunks), { status: answer.status, headers: [...answer.headers] });
  };
}

/** The translations in a text; models like to say something before and after. Undefined where there is no such JSON. */
function readReply(text: string): readonly Translation[] | undefined {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  try {
    const { translations } = Reply.parse(JSON.parse(json));
    return translations.flatMap((entry) => Entry.safeParse(entry).data ?? []);
  } catch {
    return undefined;
  }
}

/** Of a refusal only the number is told: what a stranger's server says of it may be anything. */
function whyOf(thrown: unknown, timeoutMs: number): string {
  const causes = [thrown, thrown instanceof Error ? thrown.cause : undefined];
  if (causes.some((each) => each instanceof Error && /^(Timeout|Abort)Error$/.test(each.name))) {
    return `it did not answer within ${timeoutMs / 1_000} s`;
  }
  const status = thrown instanceof Error && 'statusCode' in thrown ? thrown.statusCode : undefined;
  if (status === 401 || status === 403) return `it refuses the key (${status}); MODEL_API_KEY holds it`;
  if (typeof status === 'number' && status >= 300) return `it answered with status ${status}`;
  return messageOf(thrown).slice(0, 200);
}
