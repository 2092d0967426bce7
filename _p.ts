import { writeFileSync } from 'node:fs';
import { measureParse } from './bench/parse.ts';
console.log(await measureParse());
