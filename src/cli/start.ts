import { createBot } from '../main.ts';
import { chosenConfig } from './config-file.ts';
import { endSignal } from './end-signal.ts';
import { realSurroundings } from './surroundings.ts';
import type { Terminal } from './terminal.ts';

/** Runs the bot until SIGTERM or Ctrl-C; one line on stderr says when it is ready. A second signal ends it at once. */
export async function runBot(options: { readonly config?: string }, terminal: Terminal): Promise<0> {
  const ended = endSignal();
  const config = chosenConfig(options, terminal);
  const bot = await createBot(
    config,
    realSurroundings(terminal, (text) => void terminal.out(text)),
  );
  try {
    await bot.follow();
    const { page, platforms } = await bot.start();
    const where = page === undefined ? 'no page' : `page at ${page}`;
    terminal.note(`Storywatch is ready: ${where}; connected: ${platforms.join(', ') || 'no platform'}.`);
    await ended;
  } finally {
    await bot.stop();
  }
  return 0;
}
