import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes a model that the real library loads: a tokenizer of whole words and an ONNX graph that looks each word up in a
 * table. A word that is not in the table means the last dimension. Returns the folder.
 */
export function writeTinyModel(words: Readonly<Record<string, readonly number[]>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'storywatch-model-'));
  const width = (Object.values(words)[0]?.length ?? 0) + 1;
  const table = [
    Array.from({ length: width }, (_, at) => (at === width - 1 ? UNKNOWN : 0)),
    ...Object.values(words).map((vector) => [...vector, 0]),
  ];
  mkdirSync(join(folder, 'onnx'));
  writeFileSync(join(folder, 'onnx/model_quantized.onnx'), onnxOf(table));
  const write = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value));
  write('config.json', { model_type: 'bert', architectures: ['BertModel'] });
  write('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    unk_token: '[UNK]',
    pad_token: '[UNK]',
    model_max_length: 64,
  });
  const vocabulary = ['[UNK]', ...Object.keys(words)].map((word, at): [string, number] => [word, at]);
  write('tokenizer.json', {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordLevel', vocab: Object.fromEntries(vocabulary), unk_token: '[UNK]' },
  });
  return folder;
}

/** A word that the table has outweighs several that it has not. */
const UNKNOWN = 0.1;
/** The numbers of fields and types are those of onnx.proto. */
const INT64 = 7;
const FLOAT = 1;

function onnxOf(table: readonly (readonly number[])[]): Buffer {
  const width = table[0]?.length ?? 0;
  const numbers = Buffer.from(Float32Array.from(table.flat()).buffer);
  const rows = message(5, int(1, table.length), int(1, width), int(2, FLOAT), text(8, 'table'), bytes(9, numbers));
  const gather = message(1, text(1, 'table'), text(1, 'input_ids'), text(2, 'last_hidden_state'), text(4, 'Gather'));
  const graph = message(
    7,
    gather,
    text(2, 'tiny'),
    rows,
    tensor(11, 'input_ids', INT64, ['batch', 'words']),
    tensor(11, 'attention_mask', INT64, ['batch', 'words']),
    tensor(12, 'last_hidden_state', FLOAT, ['batch', 'words', width]),
  );
  return Buffer.concat([int(1, 8), graph, message(8, text(1, ''), int(2, 13))]);
}

function tensor(field: number, name: string, type: number, sizes: readonly (string | number)[]): Buffer {
  const shape = sizes.map((size) => message(1, typeof size === 'number' ? int(1, size) : text(2, size)));
  return message(field, text(1, name), message(2, message(1, int(1, type), message(2, ...shape))));
}

const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value));
const message = (field: number, ...parts: readonly Buffer[]): Buffer => bytes(field, Buffer.concat(parts));
const int = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, value: Buffer): Buffer =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);

function varint(value: number): Buffer {
  const digits: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) digits.push((rest % 128) + 128);
  return Buffer.from([...digits, rest]);
}
