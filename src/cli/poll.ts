import { createBot } from '../main.ts';
import { HOUR_MS } from '../time.ts';
import { chosenConfig } from './config-file.ts';
import { realSurroundings } from './surroundings.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  readonly config?: string;
  readonly force?: boolean;
}

/**
 * Polls what is due once, posts what is due, and prints the figures as JSON. Alerts to the console go to stderr,
 * so that stdout holds the figures alone. Exit code 1 where a story could not be read; feeds that fail are figures.
 */
export async function printPoll(options: Options, terminal: Terminal): Promise<0 | 1> {
  const from = performance.now();
  const config = chosenConfig(options, terminal);
  const bot = await createBot(
    config,
    realSurroundings(terminal, (text) => terminal.note(text.trimEnd())),
  );
  try {
    const unread = await bot.follow();
    const figures = await bot.poll({ force: options.force === true });
    const again = await bot.lookAgain();
    // Where rounds follow each other by the minute, a channel that is gone is not asked at each.
    await bot.resume(HOUR_MS);
    await bot.digests();
    const { posted } = await bot.drain();
    const followUps = figures.followUps + (again?.followUps ?? 0);
    const alerts = figures.alerts + (again?.alerts ?? 0);
    await terminal.out(
      `${JSON.stringify({ ...figures, followUps, alerts, posted, ms: Math.round(performance.now() - from) })}\n`,
    );
    return unread === 0 ? 0 : 1;
  } finally {
    await bot.stop();
  }
}
