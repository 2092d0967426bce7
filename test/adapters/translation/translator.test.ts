import { afterEach, describe, expect, it } from 'vitest';
import { createTranslation } from '../../../src/bot/translation.ts';
import { secret } from '../../../config/secret.ts';
import type { Profile } from '../../../src/story/story.ts';
import { aProfile } from '../../fakes/builders.ts';
import { type FakeServer, type Reply, serve } from '../../servers/http.ts';

const PROFILE: Profile = aProfile();
const KEY = 'sk-very-secret';

let server: FakeServer | undefined;
afterEach(() => server?.stop());

/** Asks a real server that speaks the chat-completions format, and says this. */
async function asked(say: () => Reply | Promise<Reply>, { timeoutMs = 5_000, key = KEY } = {}) {
  const started = await serve({
    nameOf: (method, url) => `${method} ${url.pathname}`,
    answer: say,
    refusal: (error) => ({ status: 500, body: { error } }),
    control: {},
  });
  server = started;
  const { translator, close } = createTranslation({
    network: { allowPrivate: [], proxy: undefined },
    translation: {
      url: `${started.origin}/v1`,
      model: 'tiny',
      languages: ['fi', 'es', 'en'],
      timeoutMs,
      key: key === '' ? undefined : secret(key),
    },
  });
  if (translator === undefined) throw new Error('no translator');
  try {
    return { answer: await translator.translate(PROFILE), calls: started.calls, host: new URL(started.origin).host };
  } finally {
    await close();
  }
}

/** A completion whose text is this. */
function completion(content: unknown): Reply {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const message = { role: 'assistant', content: text };
  return {
    status: 200,
    body: {
      id: 'c1',
      object: 'chat.completion',
      created: 1,
      model: 'tiny',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    },
  };
}

const GOOD = {
  translations: [
    { of: 'inquiry', lang: 'fi', phrase: 'tutkinta' },
    { of: 'Port Authority', lang: 'es', phrase: 'autoridad portuaria' },
  ],
};
const TRANSLATED = [
  { of: 'inquiry', lang: 'fi', phrase: 'tutkinta' },
  { of: 'Port Authority', lang: 'es', phrase: 'autoridad portuaria' },
];

async function why(say: () => Reply | Promise<Reply>, timeoutMs?: number): Promise<string> {
  const { answer, host } = await asked(say, timeoutMs === undefined ? {} : { timeoutMs });
  if (answer.kind !== 'failed') throw new Error('it did not fail');
  return answer.why.replace(host, 'HOST');
}

describe('createTranslator', () => {
  it('asks once for terms and names, with the key, and takes what comes back', async () => {
    const { answer, calls } = await asked(() => completion(GOOD));

    expect(answer).toEqual({ kind: 'translated', translated: TRANSLATED });
    expect(calls.map(({ name }) => name)).toEqual(['POST /v1/chat/completions']);
    expect(calls[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    const sent: { messages: { role: string; content: string }[] } = JSON.parse(String(calls[0]?.body));
    expect(JSON.parse(sent.messages.at(-1)?.content ?? '')).toEqual({
      story: 'Harbour inquiry',
      from: 'en',
      into: ['fi', 'es'],
      terms: ['inquiry'],
      names: ['Port Authority'],
    });
  });

  it('asks a server of one’s own without a key', async () => {
    const { answer, calls } = await asked(() => completion(GOOD), { key: '' });

    expect(answer.kind).toBe('translated');
    expect(calls[0]?.headers.authorization).toBeUndefined();
  });

  it('finds the JSON among what a model says around it', async () => {
    const { answer } = await asked(() =>
      completion(`<think>hm</think> Sure!\n\`\`\`json\n${JSON.stringify(GOOD)}\n\`\`\``),
    );

    expect(answer).toEqual({ kind: 'translated', translated: TRANSLATED });
  });

  it('keeps of a hostile answer what is harmless and was asked for', async () => {
    const entries = [
      ...TRANSLATED,
      { of: 'inquiry', lang: 'fi', phrase: '<script>alert(1)</script>' },
      { of: 'inquiry', lang: 'fi', phrase: '<@U0123> @everyone' },
      { of: 'inquiry', lang: 'xx', phrase: 'enquête' },
      { of: 'the', lang: 'fi', phrase: 'kaikki' },
      { of: 'inquiry', lang: 'fi', phrase: 'a'.repeat(290) },
      { of: 'inquiry', lang: 'fi', phrase: 7 },
      { of: 'inquiry', lang: 'en', phrase: 'probe' },
      { of: 'inquiry', lang: 'fi', phrase: 'Inquiry' },
      'nonsense',
      ...Array.from({ length: 900 }, (_, at) => ({ of: 'inquiry', lang: 'es', phrase: `palabra${at}` })),
    ];
    const { answer } = await asked(() => completion({ translations: entries, title: 'overridden', terms: [] }));

    if (answer.kind !== 'translated') throw new Error(answer.why);
    expect(answer.translated.slice(0, 2)).toEqual(TRANSLATED);
    expect(answer.translated).toHaveLength(5);
  });

  it('says in plain words what came of it, and never the key or what a stranger wrote', async () => {
    const begins = 'the model tiny at HOST was of no use:';
    const refusal = (status: number): Reply => ({ status, body: { error: { message: `no ${KEY} <@U1>` } } });

    expect(await why(() => refusal(401))).toBe(`${begins} it refuses the key (401); MODEL_API_KEY holds it`);
    expect(await why(() => refusal(500))).toBe(`${begins} it answered with status 500`);
    expect(await why(() => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }))).toBe(
      `${begins} it answered with status 302`,
    );
    expect(await why(() => completion('I cannot help with that.'))).toBe(
      `${begins} its answer is not the JSON that was asked for`,
    );
    expect(await why(() => completion({ translations: 'many' }))).toBe(
      `${begins} its answer is not the JSON that was asked for`,
    );
    expect(await why(() => completion({ translations: [] }))).toBe(`${begins} nothing in its answer can be used`);
    expect(await why(() => ({ status: 200, body: { hello: 1 } }))).toMatch(begins);
    expect(await why(() => new Promise<Reply>(() => undefined), 300)).toBe(`${begins} it did not answer within 0.3 s`);
    expect(await why(() => completion('x'.repeat(2_000_000)))).toMatch(/longer than 1 MB/);
  });
});
