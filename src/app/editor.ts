import type { Editor, Tried } from '../commands/deps.ts';
import { UserError } from '../errors.ts';
import type { Feedback } from '../feedback/feedback.ts';
import type { ArticleReader, Ports } from '../ports.ts';
import { draftProfile } from '../story/draft.ts';
import type { Profile, Story } from '../story/story.ts';
import { DAY_MS } from '../time.ts';
import { type Backtest, backtest, differenceOf, readArchive } from './backtest.ts';
import type { Desk } from './desk.ts';
import { isSameProfile } from '../story/same-profile.ts';
import { takeUp } from './takeup.ts';
import type { TellSettings } from './tell.ts';
import { translated } from './translations.ts';

/** What a preview looks at: long enough for a rate, short enough to wait for. */
const PREVIEW_DAYS = 14;

/** Takes up and changes stories that people name. What they do and its row of the audit log are one transaction. */
export function createEditor(
  ports: Pick<Ports, 'store' | 'clock' | 'log' | 'translator'>,
  desk: Desk,
  { reader, tell }: { readonly reader: ArticleReader; readonly tell: TellSettings },
): Editor {
  const { store, clock } = ports;
  return {
    draft: async (url) => translated(draftProfile([await reader.read(url)], desk.lexicon), ports.translator),

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

    async preview(story, profile) {
      const to = clock.now();
      const from = to - PREVIEW_DAYS * DAY_MS;
      const stories = await store.stories.all();
      const ids = stories.map(({ id }) => id);
      const archive = await readArchive(store, ids, { from, to, now: to });
      const tried = async (story: Story): Promise<Backtest> => {
        const meant = await desk.meant([...stories, story]);
        return backtest(archive, { story, stories, from, to, settings: tell, meant }, desk.lexicon);
      };
      const before = await tried(story);
      const after = await tried({ ...story, profile });
      const { newlyPosted, noLongerPosted } = differenceOf(before, after);
      return {
        days: PREVIEW_DAYS,
        read: after.read,
        inForce: triedOf(before),
        tried: triedOf(after),
        newlyPosted: newlyPosted.map(({ item }) => item),
        noLongerPosted: noLongerPosted.map(({ item }) => item),
      };
    },

    change: (profile, said) =>
      desk.alone(async () => {
        const kept = await store.transaction(async (tx) => {
          const story = (await tx.stories.all()).find(({ id }) => id === said.story);
          if (story === undefined || !isSameProfile(story.profile, said.before)) return undefined;
          const row = await tx.feedback.record(said);
          await tx.stories.save({ ...story, profile, ...configuredOf(story) });
          return row;
        });
        if (kept === undefined) return undefined;
        // Where building it fails, the next one to cover builds it.
        desk.spoil();
        await desk.rebuild(clock.now());
        return kept;
      }),
  };
}

/** A story of the configuration keeps in mind what that says, until every edit is undone. */
function configuredOf(story: Story): { readonly configured?: Profile } {
  return story.origin === 'chat' ? {} : { configured: story.configured ?? story.profile };
}

function triedOf({ alerts, perWeek, nearMisses }: Backtest): Tried {
  return {
    posts: alerts.length,
    perWeek,
    nearMisses: nearMisses
      .toSorted((a, b) => b.score - b.threshold - (a.score - a.threshold))
      .map(({ item, why }) => ({ item, why })),
  };
}
