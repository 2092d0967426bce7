import { storyNamed } from './arguments.ts';
import type { Command } from './command.ts';
import type { CommandDeps } from './deps.ts';

/** What the next digest would say by now. */
export const digest: Command<CommandDeps> = {
  name: 'digest',
  description: 'The digest as far as the week has come',
  arguments: [
    {
      name: 'story',
      description: 'Its name; all that post here where it is left out',
      required: false,
      suggests: 'story',
    },
  ],
  example: '/story digest',
  lookup: true,
  run: async (call, { store, digestSoFar }) => {
    const name = call.text.trim();
    const story = name === '' ? undefined : storyNamed(await store.stories.all(), name);
    return await digestSoFar({ platform: call.platform, channel: call.channel }, story);
  },
};
