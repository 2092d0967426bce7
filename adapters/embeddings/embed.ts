import type { FeatureExtractionPipeline } from '@huggingface/transformers';

/** Which model is loaded, and how it is asked. */
export interface ModelSettings {
  /** A folder, absolute, or a name of the hub. */
  readonly model: string;
  readonly isFolder: boolean;
  /** Where what comes from the hub is kept. */
  readonly cache: string;
  readonly precision: 'fp32' | 'fp16' | 'q8';
  readonly pooling: 'mean' | 'cls';
  /** Stands before each text, as some models want it. */
  readonly prefix: string;
}

export interface EmbedTask {
  readonly settings: ModelSettings;
  readonly texts: readonly string[];
}

let loaded: Promise<FeatureExtractionPipeline> | undefined;

/** What each of the texts means, in the given order; the first task loads the model. Throws what the library throws. */
export async function embed({ settings, texts }: EmbedTask): Promise<readonly Float32Array[]> {
  loaded ??= load(settings);
  const ask = await loaded;
  const vectors: Float32Array[] = [];
  // One by one: padded to the length of others, a text would not mean to the last bit what it means alone.
  for (const text of texts) {
    const { data } = await ask(settings.prefix + text, { pooling: settings.pooling, normalize: true });
    vectors.push(Float32Array.from(data, Number));
  }
  return vectors;
}

async function load({ model, isFolder, cache, precision }: ModelSettings): Promise<FeatureExtractionPipeline> {
  const { env, pipeline } = await import('@huggingface/transformers');
  env.allowRemoteModels = !isFolder;
  env.cacheDir = cache;
  return pipeline('feature-extraction', model, {
    dtype: precision,
    local_files_only: isFolder,
    // One core is the model's; the others are for everything else.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  });
}
