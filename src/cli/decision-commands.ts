import { type Command, Option } from 'commander';
import type { Run } from './program.ts';
import type { Terminal } from './terminal.ts';

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

const PREVIEWED = ['console', 'slack', 'discord', 'mail', 'teams', 'webhook'];

/** Adds the commands that draft, decide and measure. Each loads its code when it is called. */
export function addDecisionCommands(program: Command, terminal: Terminal, run: Run): void {
  program
    .command('profile')
    .description('draft a story profile from an article and print it as YAML, to be edited')
    .requiredOption(
      '--seed <file-or-address>',
      'the article: plain text, JSON, or an http(s) address; up to three times',
      collect,
    )
    .option('--lexicon <folder>', "a team's own concepts.json and places.json")
    .option('--config <file>', 'a configuration; where it has translation, the profile is translated too')
    .addHelpText('after', '\nExample:\n  $ npx storywatch profile --seed article.txt > config/my-story.yaml')
    .action((options) => run(async () => (await import('./profile.ts')).printProfile(options, terminal)));

  program
    .command('decide')
    .description('judge items against one story, or many stories, and print a line of JSON for each')
    .option('--seed <file>', 'the article that the story starts from; up to three times', collect)
    .option('--profile <file>', 'an edited profile instead of the drafted one')
    .option('--stories <file>', 'many stories: lines {story_id, seed_ids, seed3_ids} whose seeds are among the items')
    .addOption(
      new Option('--seeds <number>', 'with --stories: how many seeds a story has').choices(['1', '3']).default('1'),
    )
    .requiredOption(
      '--items <file>',
      'items as JSON lines with id, title and perhaps summary, source, url, published, lang; - is stdin',
    )
    .option('--lexicon <folder>', "a team's own concepts.json and places.json")
    .addHelpText(
      'after',
      '\nExample:\n  $ npx storywatch decide --seed article.txt --items items.jsonl | grep follow-up',
    )
    .action((options) => run(async () => (await import('./decide.ts')).printDecisions(options, terminal)));

  program
    .command('eval')
    .description('measure the verdicts on labelled items: precision, recall, F1, average precision, a threshold table')
    .requiredOption('--items <file>', 'items as JSON lines with a label: follow_up, related_context or unrelated')
    .option('--seed <file>', 'the article that the story starts from; up to three times', collect)
    .option('--profile <file>', 'an edited profile instead of the drafted one')
    .option('--since <date>', 'leave out items published before this day, such as 2026-02-17')
    .option('--positive <labels>', 'labels that count as follow-up, comma-separated', 'follow_up')
    .option('--ignore <labels>', 'labels to leave out, comma-separated', '')
    .option('--picture <file>', 'draw precision against recall into a file that ends in .svg or .png')
    .option('--at-least <f1>', 'end with 1 where F1 is below this: for a regression set')
    .option('--json', 'JSON also where a table would be shown')
    .option('--lexicon <folder>', "a team's own concepts.json and places.json")
    .addHelpText(
      'after',
      `
Examples:
  $ npx storywatch eval --items labelled.jsonl --seed article.txt --since 2026-02-17
  $ npx storywatch eval --items labelled.jsonl --seed article.txt --at-least 0.8 || echo worse than it was`,
    )
    .action((options) => run(async () => (await import('./eval.ts')).printEvaluation(options, terminal)));

  program
    .command('backtest')
    .description('say what a story would have posted on archived items, how many a week, and what it nearly took')
    .option('--story <id>', 'a followed story; its items come from the database')
    .option('--since <date>', 'from this day on: 2026-02-17, or 30d for 30 days ago (with --story the default)')
    .option('--until <date>', 'until before this day')
    .option('--config <file>', 'the configuration that names the database')
    .option('--items <file>', 'instead of the database: items as JSON lines; - is stdin')
    .option('--seed <file>', 'with --items: the article that the story starts from; up to three times', collect)
    .option('--profile <file>', 'an edited profile; what it changes is shown')
    .option('--lexicon <folder>', "with --items: a team's own concepts.json and places.json")
    .option('--json', 'one JSON object instead of tables')
    .addHelpText(
      'after',
      `
Examples:
  $ npx storywatch backtest --story platforms-probe --since 2026-02-17
  $ npx storywatch backtest --story platforms-probe --profile edited.yaml     what the edited profile would change
  $ npx storywatch backtest --items items.jsonl --seed article.txt --json`,
    )
    .action((options) => run(async () => (await import('./backtest.ts')).printBacktest(options, terminal)));

  program
    .command('label')
    .description('label items by hand, a key each, the most uncertain first; saved after each key')
    .requiredOption('--out <file>', 'where the labelled items go; an earlier session in it goes on')
    .option('--items <file>', 'items as JSON lines')
    .option('--seed <file>', 'with --items: the article that the story starts from; up to three times', collect)
    .option('--profile <file>', 'with --items: an edited profile instead of the drafted one')
    .option('--story <id>', 'instead of --items: a followed story; its items come from the database')
    .option('--since <date>', 'with --story: from this day on: 2026-02-17, or 30d, the default')
    .option('--config <file>', 'with --story: the configuration that names the database')
    .option('--lexicon <folder>', "with --items: a team's own concepts.json and places.json")
    .addHelpText(
      'after',
      `
Keys: f follow-up, c related context, u unrelated, s skip, b back, q quit.
Examples:
  $ npx storywatch label --items items.jsonl --seed article.txt --out labelled.jsonl
  $ npx storywatch label --story platforms-probe --since 2026-02-17 --out labelled.jsonl
  $ npx storywatch eval --items labelled.jsonl --seed article.txt --at-least 0.8     a test that fails below`,
    )
    .action((options) => run(async () => (await import('./label.ts')).labelItems(options, terminal)));

  program
    .command('preview')
    .description('print the exact payloads that an alert on each item would send')
    .requiredOption('--items <file>', 'items as JSON lines; - is stdin')
    .addOption(new Option('--adapter <platform>', 'where the alert would go').choices(PREVIEWED).makeOptionMandatory())
    .option(
      '--seed <file>',
      'the article that the story starts from; without it the items speak for themselves',
      collect,
    )
    .addHelpText('after', '\nExample:\n  $ npx storywatch preview --items items.jsonl --adapter slack')
    .action((options) => run(async () => (await import('./preview.ts')).printPayloads(options, terminal)));
}
