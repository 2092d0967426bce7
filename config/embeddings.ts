import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { type Fault, shown } from './fault.ts';

/** A model that is asked what texts mean, as it is written under `relevance`. */
export const WrittenEmbeddings = z.strictObject({
  /** A folder (./…) or a name of the hub (OWNER/NAME). */
  model: z.string().min(1),
  /** Where what comes from the hub is kept. */
  cache: z.string().min(1).default('./models'),
  /** Which of the model's files is loaded: the smaller it is, the quicker. */
  precision: z.enum(['fp32', 'fp16', 'q8']).default('q8'),
  /** How a text's one vector is made of its words': as the model's own page says. */
  pooling: z.enum(['mean', 'cls']).default('mean'),
  /** Stands before each text: some models want "query: ". */
  prefix: z.string().max(200).default(''),
  /** In log-odds: what being alike in meaning can add at most. A prior, not measured. */
  weight: z.number().min(0).max(6).default(3),
});
export type WrittenEmbeddings = z.infer<typeof WrittenEmbeddings>;

/** Which model is asked, and how; paths absolute. */
export interface EmbeddingsSettings extends WrittenEmbeddings {
  /** The model as it is written. */
  readonly name: string;
  readonly isFolder: boolean;
}

export function embeddingsOf(written: WrittenEmbeddings | undefined, folder: string): EmbeddingsSettings | undefined {
  if (written === undefined) return undefined;
  const { model, cache } = written;
  const isFolder = isFolderPath(model);
  return {
    ...written,
    name: model,
    isFolder,
    model: isFolder ? resolve(folder, model) : model,
    cache: resolve(folder, cache),
  };
}

/** Refuses what is neither a folder nor a name of the hub. */
export function modelHasAPlace({
  relevance,
}: {
  readonly relevance: { readonly embeddings?: WrittenEmbeddings | undefined };
}): readonly Fault[] {
  const model = relevance.embeddings?.model;
  if (model === undefined || isFolderPath(model) || /^[\w.-]+\/[\w.-]+$/.test(model)) return [];
  const says = `is ${shown(model)}; expected a folder such as ./models/e5, or a name of the hub such as OWNER/NAME`;
  return [{ path: ['relevance', 'embeddings', 'model'], says }];
}

function isFolderPath(model: string): boolean {
  return isAbsolute(model) || /^\.{1,2}(\/|$)/.test(model);
}
