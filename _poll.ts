import { startFeedServer } from './test/servers/feeds.ts';
import { createFetcher } from './adapters/feeds/http.ts';
import { createParser } from './adapters/feeds/parser.ts';
import { toItems } from './src/feeds/items.ts';
import { afterPoll, newFeedState } from './src/feeds/schedule.ts';
const log={info(){},warn(){},error(){}};
const W='the government asked prosecutors to examine whether platforms broke the law when images made by machines were shared'.split(' ');
const w=(n,s)=>Array.from({length:n},(_,i)=>W[(i*7+s*13)%W.length]).join(' ');
const server=await startFeedServer();
const N=1000;
for(let f=0;f<N;f++) server.serve('/f'+f,{format:f%3==0?'atom':'rss',title:'Feed '+f,lang:'en',items:Array.from({length:30},(_,i)=>({id:`https://e${f}.org/${i}`,url:`https://e${f}.org/${i}`,title:`${f} ${i} `+w(9,i+f),summary:w(40,i*3+f),publishedAt:Date.UTC(2026,1,17)-i*1e6}))});
console.log('before',(process.memoryUsage().rss/1e6).toFixed(0),JSON.stringify(process.memoryUsage()));
const fetcher=createFetcher({network:{allowPrivate:['127.0.0.1']},log});
const parser=createParser();
let states=Array.from({length:N},(_,f)=>newFeedState({url:server.url('/f'+f),name:'Feed '+f,lang:'en',country:undefined,tier:'other',everyMs:1000},Date.now()));
for(let round=0;round<3;round++){
 const t=performance.now(); let items=0, kinds={}; const queue=states.map((_,i)=>i); let tl=0,tf=0;
 await Promise.all(Array.from({length:16},async()=>{ for(;;){ const i=queue.pop(); if(i===undefined) return; const s=states[i];
   const r=await fetcher.fetch(s); kinds[r.kind]=(kinds[r.kind]??0)+1;
   const p=r.kind==='body'?await parser.parse({bytes:r.bytes,contentType:r.contentType,url:r.url}):undefined;
   if(p){const a=performance.now(); items+=toItems(p,s.feed,Date.now()).length; tl+=performance.now()-a;}
   states[i]=afterPoll(s,r,p,Date.now());
 }}));
 console.log(round,(performance.now()-t).toFixed(0)+'ms',kinds,items,'toItems ms',tl.toFixed(0),(process.memoryUsage().rss/1e6).toFixed(0)+'MB');
}
process.exit();
