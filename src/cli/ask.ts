import { renderConsole, terminalOf } from '../../adapters/chat/index.ts';
import { createBot } from '../main.ts';
import { chosenConfig } from './config-file.ts';
import { realSurroundings } from './surroundings.ts';
import type { Terminal } from './terminal.ts';

/** Answers what a chat would ask with /story, from the store. Exit code 1 where the answer is that it cannot be. */
export async function printAnswer(
  asked: readonly string[],
  options: { readonly config?: string },
  terminal: Terminal,
): Promise<0 | 1> {
  const config = chosenConfig(options, terminal);
  const bot = await createBot(
    config,
    realSurroundings(terminal, () => undefined),
  );
  try {
    const [command = 'help', ...rest] = asked;
    const message = await bot.answer({
      platform: 'console',
      channel: 'console',
      user: 'terminal',
      command,
      text: rest.join(' '),
      // Who reaches the database in a terminal runs the bot.
      isAdmin: async () => true,
      isIn: async () => true,
    });
    const shown = terminalOf({ isTTY: terminal.outIsTerminal, columns: terminal.width }, terminal.env);
    const words = renderConsole(message, { ...shown, timeZone: config.timeZone, indent: 0 });
    // A file is the result; what is said of it goes beside, so that it can be piped.
    if (message.file === undefined) await terminal.out(words);
    else {
      terminal.note(words.trimEnd());
      await terminal.out(message.file.text);
    }
    return message.tone === 'problem' ? 1 : 0;
  } finally {
    await bot.stop();
  }
}
