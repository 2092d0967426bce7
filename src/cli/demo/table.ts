import type { Config } from '../../../config/schema.ts';
import type { Bot } from '../../main.ts';

/** The closing words: what was read and what became of it, and where things are. */
export async function closingTable(
  bot: Bot,
  config: Config,
  configFile: string,
  page: string | undefined,
  ms: number,
): Promise<string> {
  const { store } = bot.ports;
  const end = bot.ports.clock.now() + 1;
  const counts = await store.coverage.counts(0, end);
  const stories = await store.stories.all();
  const since = Math.min(...stories.map((story) => story.since));
  const developments = (await Promise.all(stories.map(({ id }) => store.coverage.developments(id, 0)))).flat();
  const { sent } = await store.outbox.depth();
  const afterwards = await store.coverage.counts(since, end);
  const rows: readonly (readonly [number, string])[] = [
    [counts.read, `items read, ${afterwards.read} of them after the story was taken up`],
    [counts.followUps, `follow-ups, in ${developments.length} developments`],
    [counts.repeats, 'of them merged: the same report told again'],
    [counts.unsure, 'near misses: kept for the digest'],
    [counts.read - counts.followUps - counts.unsure, 'dropped'],
    [sent, 'messages posted: alerts, replies, updates of roots, digests'],
  ];
  const width = Math.max(...rows.map(([number]) => String(number).length));
  return [
    '',
    '─'.repeat(72),
    ...rows.map(([number, what]) => `  ${String(number).padStart(width)}  ${what}`),
    '',
    `  database  ${config.database}`,
    `  ask       npx storywatch ask --config ${configFile} why …`,
    page === undefined ? '  page      npm run demo -- --serve' : `  page      ${page}   (Ctrl-C ends it)`,
    `  took      ${(ms / 1_000).toFixed(1)} s`,
    '',
  ].join('\n');
}
