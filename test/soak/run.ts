import { HOUR_MS } from '../../src/time.ts';
import { soak, STEP_MS } from './soak.ts';

/** 5,000 feeds for 30 days of the bot's clock: npm run test:soak. FEEDS, DAYS and SOAK_SEED say otherwise. */

const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000);
const feeds = Number(process.env['FEEDS'] ?? 5_000);
const days = Number(process.env['DAYS'] ?? 30);
console.error(`soak of ${feeds} feeds over ${days} days with SOAK_SEED=${seed}`);
const startedAt = performance.now();

const report = await soak({
  feeds,
  days,
  seed,
  stepMs: STEP_MS,
  everyMs: 6 * HOUR_MS,
  told: (day, { polls }) => console.error(`day ${day}: ${polls} polls`),
});

const { lost, strange, doubled, missed, postedTwice, heapMb, ...figures } = report;
const wrong = { lost, strange, doubled, missed, postedTwice };
const [early, late] = [heapMb.at(1) ?? 0, heapMb.at(-1) ?? 0];
const growthMb = late - early;
/** What the bot remembers of a stream is bounded; so much may come of the last items being larger. */
const MOST_GROWTH_MB = 20;
const faults = [
  ...Object.entries(wrong).flatMap(([name, items]) =>
    items.length === 0 ? [] : [`${name}: ${items.length}, such as ${items[0]}`],
  ),
  ...(growthMb > MOST_GROWTH_MB ? [`the heap grew by ${growthMb} MB from day to day`] : []),
  ...(report.mostPolls > Math.max(20, report.meanPolls * 4) ? ['feeds were asked in herds'] : []),
];
const seconds = Math.round((performance.now() - startedAt) / 1_000);
process.stdout.write(`${JSON.stringify({ seed, feeds, days, ...figures, heapMb: [early, late], seconds, faults })}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
