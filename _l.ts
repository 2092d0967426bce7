import {languageOf} from './src/text/language.ts';
import {readFileSync, readdirSync, existsSync} from 'node:fs';
const files=['/work/shared/data/seed-story/items.jsonl',...readdirSync('/work/shared/data/stories').map(d=>'/work/shared/data/stories/'+d+'/items.jsonl'),...readdirSync('/work/shared/data/stories-written').map(d=>'/work/shared/data/stories-written/'+d+'/items.jsonl')].filter(existsSync);
const items=files.flatMap(f=>readFileSync(f,'utf8').trim().split('\n').map(l=>JSON.parse(l))).filter(i=>i.lang);
const langs={}; for(const i of items) langs[i.lang]=(langs[i.lang]??0)+1; console.log(langs);
const run=(n,f,p)=>{let ok=0;const by={};for(const i of items){const r=languageOf(f(i),p(i)); if(r===i.lang.slice(0,2))ok++; else {const k=i.lang+'>'+r;by[k]=(by[k]??0)+1}} console.log(n,ok,items.length,JSON.stringify(by))};
const full=i=>i.title+'. '+(i.summary??''), ti=i=>i.title;
run('full none',full,()=>undefined); run('full right',full,i=>i.lang); run('title none',ti,()=>undefined); run('title right',ti,i=>i.lang);
for(const p of ['en','es','fr','de']) {run('full prior '+p,full,()=>p); run('title prior '+p,ti,()=>p);}
