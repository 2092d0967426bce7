import type { Span } from '../message/message.ts';
import type { Command, Declaration } from './command.ts';
import type { CommandDeps } from './deps.ts';

/** The command that shows all others, from their declarations. */
export function helpFor(declared: readonly Declaration[]): Command<CommandDeps> {
  return {
    name: 'help',
    description: 'What can be asked',
    arguments: [],
    example: '/story help',
    run: async () => ({
      tone: 'reply',
      title: 'What you can ask Storywatch',
      blocks: [
        { type: 'heading', text: 'Look things up' },
        { type: 'list', items: declared.filter(({ changes }) => changes !== true).map(row) },
        { type: 'heading', text: 'Change what is followed and told' },
        { type: 'list', items: declared.filter(({ changes }) => changes === true).map(row) },
        {
          type: 'context',
          spans: ['[…] may be left out. Only you see the answers; alerts and the weekly digest come by themselves.'],
        },
      ],
    }),
  };
}

function row({ name, description, arguments: parameters }: Declaration): readonly Span[] {
  const usage = parameters
    .map(({ name: parameter, required }) => (required ? ` <${parameter}>` : ` [${parameter}]`))
    .join('');
  return [{ bold: `/story ${name}${usage}` }, `: ${description}`];
}
