import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes src/text/languages.json: the n-grams of ELD's extra small set in a form that takes a tenth of the memory.
 * Run it after a new version of the eld package: node bench/languages.ts
 */

const entry = fileURLToPath(import.meta.resolve('eld/extrasmall'));
const source = dirname(dirname(entry));
const { ngramsData } = await import(join(source, 'ngrams/extrasmall.js'));
const { dictionary } = await import(join(source, 'dictionary.js'));
const { separators } = await import(join(source, 'regexPatterns.js'));
const { version } = JSON.parse(readFileSync(join(source, '../package.json'), 'utf8'));

const grams: readonly string[] = Object.keys(ngramsData.ngrams).sort();
const bytes: number[] = [];
let before = '';
for (const gram of grams) {
  const shared = sharedStart(before, gram);
  bytes.push((shared << 4) | (gram.length - shared));
  for (let at = shared; at < gram.length; at++) bytes.push(gram.charCodeAt(at));
  const scores = Object.entries<number>(ngramsData.ngrams[gram]);
  for (const [index, [language, score]] of scores.entries()) {
    const last = index === scores.length - 1;
    bytes.push(Number(language) | (last ? 128 : 0), score);
  }
  before = gram;
}

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

const written = {
  origin: `The extra small set of ELD ${version}, https://github.com/nitotm/efficient-language-detector-js, copyright 2023 Nito T.M., Apache-2.0`,
  languages: Object.values<string>(ngramsData.languages),
  letters: /^\[\^(.*)\]\+/.exec(separators.source)?.[1],
  dictionary: dictionary.join(''),
  count: grams.length,
  grams: Buffer.from(bytes).toString('base64'),
};
writeFileSync(join(import.meta.dirname, '../src/text/languages.json'), `${JSON.stringify(written, undefined, 2)}\n`);
