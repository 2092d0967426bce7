import { hostileDocuments } from './test/adapters/feeds/hostile.ts';
import { createParser } from './adapters/feeds/parser.ts';
const p = createParser({threads:1});
await p.parse({bytes:Buffer.from('<rss/>'),contentType:undefined,url:undefined});
for (const h of hostileDocuments()) {
  const bytes=Buffer.from(h.text);
  const t=performance.now();
  const r = await p.parse({bytes,contentType:undefined,url:'https://example.org/feed'});
  const ms=performance.now()-t;
  const bad = (h.items!=='some'&&r.items.length!==h.items) || (h.problem && !r.problems.some(x=>h.problem.test(x)));
  console.log(bad?'BAD':'ok', h.name, (bytes.length/1e6).toFixed(1)+'MB', ms.toFixed(0)+'ms', r.items.length, JSON.stringify(r.problems).slice(0,150), (process.memoryUsage().rss/1e6).toFixed(0));
}
process.exit();
