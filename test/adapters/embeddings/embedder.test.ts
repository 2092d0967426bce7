import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, describe, expect, it } from 'vitest';
import { createEmbedder, type EmbedderSettings } from '../../../adapters/embeddings/embedder.ts';
import type { Embedder } from '../../../src/ports.ts';
import { cosine, directionOf, type Meaning } from '../../../src/text/meaning.ts';
import { writeTinyModel } from '../../builders/tiny-model.ts';
import { createFakeLog } from '../../fakes/log.ts';

const MODEL = writeTinyModel({ ferry: [1, 0], lautta: [0.95, 0.05], bank: [0, 1] });
afterAll(() => rmSync(MODEL, { recursive: true }));

const settings = (changes: Partial<EmbedderSettings> = {}): EmbedderSettings => ({
  name: './tiny',
  model: MODEL,
  isFolder: true,
  cache: MODEL,
  precision: 'q8',
  pooling: 'mean',
  prefix: '',
  ...changes,
});

async function withEmbedder<T>(work: (embedder: Embedder) => Promise<T>, changes?: Partial<EmbedderSettings>) {
  const log = createFakeLog();
  const embedder = await createEmbedder(settings(changes), log);
  if (embedder === undefined) throw new Error(JSON.stringify(log.lines));
  try {
    return { answer: await work(embedder), log };
  } finally {
    await embedder.close();
  }
}

function alike(a: Meaning | undefined, b: Meaning | undefined): number {
  if (a === undefined || b === undefined) throw new Error('a text means nothing');
  return cosine(directionOf(a), directionOf(b));
}

describe('createEmbedder', () => {
  it('loads a model from a folder and says what texts of two languages mean', async () => {
    const { answer } = await withEmbedder((embedder) => embedder.embed(['Ferry', 'Lautta', 'Bank']));

    const [ferry, lautta, bank] = answer;
    expect(ferry?.model).toBe('./tiny|q8|mean|');
    expect(alike(ferry, lautta)).toBeGreaterThan(0.99);
    expect(alike(ferry, bank)).toBeLessThan(0.01);
  });

  it('says the same of a text whatever it is asked with', async () => {
    const { answer } = await withEmbedder(async (embedder) => {
      const many = Array.from({ length: 40 }, (_, at) => `ferry ${'bank '.repeat(at)}`);
      return [await embedder.embed(many), await embedder.embed(['ferry bank bank '])];
    });

    expect(answer[0]).toHaveLength(40);
    expect(answer[1]?.[0]).toEqual(answer[0]?.[2]);
  });

  it('puts before a text what the model wants there', async () => {
    const { answer } = await withEmbedder((embedder) => embedder.embed(['ferry']), { prefix: 'bank ' });

    expect([...(answer[0]?.vector ?? [])]).toEqual([127, 127, 0]);
  });

  it('takes hostile text as text', async () => {
    const hostile = ['', '\u0000\u202e[UNK]', '{{7*7}}'.repeat(9_999), '\ud800'];
    const { answer, log } = await withEmbedder((embedder) => embedder.embed([...hostile, 'ferry']));

    expect([...(answer.at(-1)?.vector ?? [])]).toEqual([127, 0, 0]);
    expect(log.lines).toEqual([]);
  });

  it('says once, in plain words, that a folder has no model, and gives none', async () => {
    const log = createFakeLog();

    const embedder = await createEmbedder(settings({ model: join(MODEL, 'nowhere') }), log);

    expect(embedder).toBeUndefined();
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'the model ./tiny cannot be used: items are decided without what they mean' },
    ]);
  });

  it('says that a model is broken', async () => {
    const broken = writeTinyModel({ ferry: [1] });
    writeFileSync(join(broken, 'onnx/model_quantized.onnx'), 'no model');
    const log = createFakeLog();

    expect(await createEmbedder(settings({ model: broken }), log)).toBeUndefined();
    expect(log.lines).toHaveLength(1);
    rmSync(broken, { recursive: true });
  });

  it('goes on after a text that took too long, and says so once', async () => {
    const { answer, log } = await withEmbedder(
      async (embedder) => [await embedder.embed(['ferry '.repeat(500_000)]), await embedder.embed(['ferry'])],
      { budgetMs: { load: 20_000, text: 1 } },
    );

    expect(answer[0]).toEqual([undefined]);
    expect([...(answer[1]?.[0]?.vector ?? [])]).toEqual([127, 0, 0]);
    expect(log.lines).toEqual([
      {
        level: 'warn',
        message: 'the model ./tiny failed: some items are decided without what they mean',
        fields: { why: 'it took too long', hint: undefined },
      },
    ]);
  });

  it('asks no more of a model that fails three times in a row', async () => {
    const model = writeTinyModel({ ferry: [1] });
    const { answer, log } = await withEmbedder(
      async (embedder) => {
        // The first text costs the thread; then there is nothing to load again.
        rmSync(model, { recursive: true });
        const texts = ['ferry '.repeat(500_000), 'ferry', 'ferry', 'ferry'];
        const answers: (Meaning | undefined)[] = [];
        for (const text of texts) answers.push(...(await embedder.embed([text])));
        return answers;
      },
      { model, budgetMs: { load: 20_000, text: 1 } },
    );

    expect(answer).toEqual([undefined, undefined, undefined, undefined]);
    expect(log.lines.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'warn: the model ./tiny failed: some items are decided without what they mean',
      'error: the model ./tiny failed 3 times in a row and is asked no more: items are decided without what they mean',
    ]);
  });

  it('leaves the answering thread free while it is asked', async () => {
    const { answer } = await withEmbedder(async (embedder) => {
      const delays = monitorEventLoopDelay({ resolution: 1 });
      const startedAt = performance.now();
      delays.enable();
      await embedder.embed(['ferry bank '.repeat(200_000)]);
      delays.disable();
      return { tookMs: performance.now() - startedAt, longestMs: delays.max / 1e6 };
    });

    expect(answer.tookMs).toBeGreaterThan(100);
    expect(answer.longestMs).toBeLessThan(answer.tookMs / 2);
  });
});
