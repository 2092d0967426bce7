import type { Command } from 'commander';
import type { Run } from './program.ts';
import type { Terminal } from './terminal.ts';

/** Adds the commands that run the bot or a part of its work. Each loads its code when it is called. */
export function addServiceCommands(program: Command, terminal: Terminal, run: Run): void {
  program
    .command('start')
    .description('run the bot until it is told to end (SIGTERM, Ctrl-C)')
    .option('--config <file>', 'the configuration; by default config/storywatch.yaml, else config/example.yaml')
    .addHelpText('after', '\nExample:\n  $ SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… npx storywatch start')
    .action((options) => run(async () => (await import('./start.ts')).runBot(options, terminal)));

  program
    .command('demo')
    .description('replay the first story: real pipeline, local feeds, simulated days')
    .option('--serve', 'keep the page up afterwards')
    .option('--keep <folder>', 'where to leave the database; by default a new temporary folder')
    .addHelpText('after', '\nExample:\n  $ npm run demo -- --serve')
    .action((options) => run(async () => (await import('./demo.ts')).runDemo(options, terminal)));

  program
    .command('poll')
    .description('poll every due feed once, post what is due, and print the figures as JSON')
    .requiredOption('--once', 'poll once and end')
    .option('--force', 'poll feeds that are not yet due as well')
    .option('--config <file>', 'the configuration')
    .addHelpText('after', '\nExample:\n  $ npx storywatch poll --once --config config/storywatch.yaml')
    .action((options) => run(async () => (await import('./poll.ts')).printPoll(options, terminal)));

  program
    .command('ask')
    .description('ask what a chat would ask with /story: list, search, why and so on; help shows all')
    .argument('[words...]', 'the command and its words', ['help'])
    .option('--config <file>', 'the configuration')
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx storywatch ask latest\n  $ npx storywatch ask why https://example.org/article',
    )
    .action((words: readonly string[], options) =>
      run(async () => (await import('./ask.ts')).printAnswer(words, options, terminal)),
    );

  program
    .command('check-config')
    .description('check a configuration and say what is wrong, line by line')
    .option('--config <file>', 'the configuration')
    .action((options) => run(async () => (await import('./check-config.ts')).checkConfig(options, terminal)));
}
