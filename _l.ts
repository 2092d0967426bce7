import {eld} from 'eld/extrasmall';
import {languageOf} from './src/text/language.ts';
import {readFileSync} from 'node:fs';
const items=readFileSync('/work/shared/data/seed-story/items.jsonl','utf8').trim().split('\n').map(l=>JSON.parse(l)).filter(i=>i.lang);
for (const n of [60,80,100,120,150,200,400]) { let ok=0; let best=1e9;
 for(let r=0;r<5;r++){ok=0; const t=performance.now(); for(const i of items){ const x=eld.detect((i.title+'. '+(i.summary??'')).slice(0,n)); if(x.language===i.lang.slice(0,2))ok++; } best=Math.min(best,performance.now()-t);}
 console.log(n,ok,items.length,(best/items.length*1000).toFixed(0)+'us'); }
let best=1e9; for(let r=0;r<5;r++){ const t=performance.now(); for(const i of items) languageOf(i.title+'. '+(i.summary??''), i.lang); best=Math.min(best,performance.now()-t);} console.log('languageOf with prior', (best/items.length*1000).toFixed(0));
console.log(items.reduce((s,i)=>s+i.title.length+(i.summary??'').length,0)/items.length);
