import * as b from './bench/parse.ts';
import { parseDocument } from './adapters/feeds/parse.ts';
import { readFileSync, existsSync } from 'node:fs';
const feeds = JSON.parse(readFileSync('/tmp/benchfeeds.json','utf8')).map(t=>Buffer.from(t));
const mb = feeds.reduce((s,f)=>s+f.length,0)/1e6;
let best=1e9; const d={};
for (let r=0;r<Number(process.argv[2]??6);r++){ const t=performance.now(); for(const bytes of feeds) await parseDocument({bytes,contentType:'application/xml; charset=utf-8',url:'https://example.org/feed'}); best=Math.min(best,performance.now()-t);}
console.log(mb, (mb/best*1000).toFixed(1)+' MB/s');
