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
    .requiredOption('--seed <file>', 'the article that the story starts from; up to three times', collect)
    .option('--profile <file>', 'an edited profile instead of the drafted one')
    .option('--since <date>', 'leave out items published before this day, such as 2026-02-17')
    .option('--positive <labels>', 'labels that count as follow-up, comma-separated', 'follow_up')
    .option('--ignore <labels>', 'labels to leave out, comma-separated', '')
    .option('--json', 'JSON also where a table would be shown')
    .option('--lexicon <folder>', "a team's own concepts.json and places.json")
    .addHelpText(
      'after',
      '\nExample:\n  $ npx storywatch eval --items labelled.jsonl --seed article.txt --since 2026-02-17',
    )
    .action((options) => run(async () => (await import('./eval.ts')).printEvaluation(options, terminal)));

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
