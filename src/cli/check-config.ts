import { chosenConfig } from './config-file.ts';
import type { Who } from '../commands/permission.ts';
import type { Terminal } from './terminal.ts';

function whoWords(who: Who): string {
  return typeof who === 'string' ? who : who.join(', ');
}

/** Checks a configuration; what is wrong is thrown as a UserError and told by the caller. */
export async function checkConfig(options: { readonly config?: string }, terminal: Terminal): Promise<undefined> {
  const config = chosenConfig(options, terminal);
  const count = (n: number, what: string, many = `${what}s`): string => `${n} ${n === 1 ? what : many}`;
  const parts = [
    count(config.stories.length, 'story', 'stories'),
    count(config.feeds.length, 'feed'),
    count(config.digests.length, 'digest'),
  ];
  const { lookup, change } = config.roles;
  const roles = `May look up: ${whoWords(lookup)}. May change: ${whoWords(change)}.`;
  const articles = `Articles of borderline items: ${config.articles.secondLook ? 'read for a second look' : 'not read'}.`;
  await terminal.out(`${config.file} is fine: ${parts.join(', ')}.\n${roles}\n${articles}\n`);
}
