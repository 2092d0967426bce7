import type { Command } from 'commander';
import type { Run } from './program.ts';
import type { Terminal } from './terminal.ts';

/** Adds the commands that read feeds and judge addresses. Each loads its code when it is called. */
export function addFeedCommands(program: Command, terminal: Terminal, run: Run): void {
  program
    .command('parse')
    .description('parse feed documents and print a line of JSON for each')
    .argument('[files...]', 'RSS, Atom, RDF or JSON Feed documents')
    .option('--list <file>', 'JSON lines {file, headers?, url?}, files relative to the list')
    .option('--content-type <type>', 'the Content-Type that the documents were served with')
    .option('--url <address>', 'where the documents were served; relative addresses are read against it')
    .addHelpText('after', '\nExample:\n  $ npx storywatch parse feed.xml --url https://example.org/rss')
    .action((files: readonly string[], options) =>
      run(async () => (await import('./parse.ts')).printDocuments(files, options, terminal)),
    );

  program
    .command('check-url')
    .description('say of each address whether Storywatch would fetch it, and why')
    .argument('<url...>', 'addresses')
    .option(
      '--resolve <host=ip,ip...>',
      'answers for a host name instead of asking; may be repeated',
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option('--allow-private <host...>', 'hosts, or host:port, that are let through')
    .addHelpText(
      'after',
      '\nExample:\n  $ npx storywatch check-url https://example.org/rss --resolve example.org=93.184.215.14',
    )
    .action((urls: readonly string[], options) =>
      run(async () => (await import('./check-url.ts')).printUrlVerdicts(urls, options, terminal)),
    );

  const opml = program.command('opml').description('read feeds from OPML, or write the configured feeds as OPML');
  opml
    .command('import <file>')
    .description('print the feeds of an OPML file as YAML for the configuration')
    .action((file: string) => run(async () => (await import('./opml.ts')).printImported(file, terminal)));
  opml
    .command('export')
    .description('print the configured feeds as OPML')
    .option('--config <file>', 'the configuration')
    .action((options) => run(async () => (await import('./opml.ts')).printExported(options, terminal)));
}
