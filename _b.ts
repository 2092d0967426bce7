import { measureParse } from './bench/parse.ts';
console.log(await measureParse());
