import { createGuardedFetch } from '../../adapters/feeds/guarded-fetch.ts';
import { createTranslator } from '../../adapters/translation/translator.ts';
import type { Config } from '../../config/schema.ts';
import type { Translator } from '../ports.ts';

export interface Translation {
  /** Undefined where none is switched on. */
  readonly translator: Translator | undefined;
  close(): Promise<void>;
}

/** The model that the configuration asks for translations. Its own address is let through, be it private or not. */
export function createTranslation({ translation, network }: Pick<Config, 'translation' | 'network'>): Translation {
  if (translation === undefined) return { translator: undefined, close: async () => {} };
  const { host } = new URL(translation.url);
  const guarded = createGuardedFetch({ ...network, allowPrivate: [...network.allowPrivate, host] });
  const translator = createTranslator({ ...translation, key: translation.key?.reveal(), fetch: guarded.fetch });
  return { translator, close: () => guarded.close() };
}
