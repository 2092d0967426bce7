import { join } from 'node:path';
import { Piscina } from 'piscina';
import { messageOf } from '../../src/errors.ts';
import type { Embedder, Log } from '../../src/ports.ts';
import { toMeaning } from '../../src/text/meaning.ts';
import type { EmbedTask, ModelSettings } from './embed.ts';

export interface EmbedderSettings extends ModelSettings {
  /** As the configuration names it: it stands in messages, and with what is stored. */
  readonly name: string;
  /** Milliseconds that loading, and that one text may take. */
  readonly budgetMs?: { readonly load: number; readonly text: number };
}

/** A model of the hub is a few hundred megabytes, the first time. */
const BUDGET_MS = { load: 600_000, text: 5_000 };
/** Texts in one task: whoever asks for few need not wait long for one that asks for many. */
const AT_ONCE = 16;
/** After so many tasks in a row that failed nothing more is asked. */
const MOST_FAILURES = 3;

/** In characters; a library may tell its whole story. */
const MOST_WORDS = 300;

const OFF = 'items are decided without what they mean';

/**
 * Loads a model in a thread of its own, so that neither loading nor asking holds up an answer. What goes wrong is logged
 * once, in plain words: undefined where it cannot be loaded; one that fails again and again is asked no more.
 */
export async function createEmbedder(settings: EmbedderSettings, log: Log): Promise<Embedder | undefined> {
  const { name, budgetMs = BUDGET_MS, ...model } = settings;
  const pool = new Piscina({
    filename: join(import.meta.dirname, 'embed.ts'),
    minThreads: 1,
    maxThreads: 1,
    // Loading it again would take longer than what is asked.
    idleTimeout: Infinity,
  });
  pool.on('error', () => undefined);
  const ask = (texts: readonly string[], ms: number): Promise<readonly Float32Array[]> => {
    const task: EmbedTask = { settings: model, texts };
    return pool.run(task, { name: 'embed', signal: AbortSignal.timeout(ms) });
  };
  try {
    const [first = new Float32Array()] = await ask([name], budgetMs.load);
    if (toMeaning(name, first) === undefined) throw new Error('it gives no vector for a text');
  } catch (thrown) {
    await pool.destroy();
    log.error(`the model ${name} cannot be used: ${OFF}`, {
      why: whyOf(thrown),
      hint: hintFor(thrown, model.isFolder),
    });
    return undefined;
  }
  const key = [name, model.precision, model.pooling, model.prefix].join('|');
  let failures = 0;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  const embedSome = async (texts: readonly string[]) => {
    if (isClosed || failures >= MOST_FAILURES) return texts.map(() => undefined);
    try {
      // A task that failed may have cost the thread, and the next one loads the model again.
      const vectors = await ask(texts, texts.length * budgetMs.text + (failures === 0 ? 0 : budgetMs.load));
      failures = 0;
      return vectors.map((vector) => toMeaning(key, vector));
    } catch (thrown) {
      if (isClosed) return texts.map(() => undefined);
      failures += 1;
      const ends = failures === MOST_FAILURES;
      const fields = { why: whyOf(thrown), hint: ends ? 'It is loaded again at the next start.' : undefined };
      if (ends) log.error(`the model ${name} failed ${failures} times in a row and is asked no more: ${OFF}`, fields);
      else if (failures === 1) log.warn(`the model ${name} failed: some ${OFF}`, fields);
      return texts.map(() => undefined);
    }
  };
  return {
    embed(texts) {
      const parts = Array.from({ length: Math.ceil(texts.length / AT_ONCE) }, (_, at) =>
        texts.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
      );
      const answers = parts.map((part) => {
        // In the pool's own queue the wait would count against the budget.
        const mine = last.then(() => embedSome(part));
        last = mine;
        return mine;
      });
      return Promise.all(answers).then((all) => all.flat());
    },
    close() {
      isClosed = true;
      return pool.destroy();
    },
  };
}

function whyOf(thrown: unknown): string {
  if (thrown instanceof Error && thrown.name === 'AbortError') return 'it took too long';
  if (isMissing(thrown)) return 'the package @huggingface/transformers is not installed';
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? `: ${messageOf(thrown.cause)}` : '';
  return `${messageOf(thrown)}${cause}`.slice(0, MOST_WORDS);
}

function hintFor(thrown: unknown, isFolder: boolean): string {
  if (isMissing(thrown)) {
    return 'It is an optional dependency: npm ci installs it; a container needs --build-arg EMBEDDINGS=1.';
  }
  return isFolder
    ? 'docs/EMBEDDINGS.md lists the files that the folder needs.'
    : 'The hub must be reachable at the first start; or download the model, and name its folder.';
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && /Cannot find (package|module) '?@huggingface\/transformers/.test(thrown.message);
}
