import type { Editor } from '../commands/deps.ts';
import { UserError } from '../errors.ts';
import type { Feedback } from '../feedback/feedback.ts';
import type { ArticleReader, Ports } from '../ports.ts';
import { draftProfile } from '../story/draft.ts';
import type { Desk } from './desk.ts';
import { takeUp } from './takeup.ts';

/** Takes up stories that people name. What they do and its row of the audit log are one transaction. */
export function createEditor(ports: Pick<Ports, 'store' | 'clock' | 'log'>, desk: Desk, reader: ArticleReader): Editor {
  return {
    draft: async (url) => draftProfile([await reader.read(url)], desk.lexicon),

    async follow(story, said) {
      let kept: Feedback | undefined;
      const coverage = await takeUp(ports, desk, story, async (tx) => {
        if ((await tx.stories.all()).some(({ id }) => id === story.id)) {
          throw new UserError(`A story "${story.id}" is followed already`, { hint: '/story list shows all.' });
        }
        kept = await tx.feedback.record(said);
      });
      if (kept === undefined) throw new Error('a story was taken up without a row of the audit log');
      return { kept, coverage };
    },
  };
}
