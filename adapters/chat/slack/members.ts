import { z } from 'zod';
import { messageOf, UserError } from '../../../src/errors.ts';
import type { Asker } from '../../../src/commands/command.ts';
import type { Log } from '../../../src/ports.ts';
import { MINUTE_MS } from '../../../src/time.ts';
import type { SlackApi } from './api.ts';
import { codeOf, isUnknownCall } from './outcome.ts';

/** Who stops being an admin, or leaves a group, may do things for so long. */
const REMEMBERED_MS = 5 * MINUTE_MS;
const MOST_REMEMBERED = 1_000;

const UserAnswer = z.object({
  user: z.object({ is_admin: z.boolean().default(false), is_owner: z.boolean().default(false) }),
});
const GroupAnswer = z.object({ users: z.array(z.string()) });

/** What Slack says of a user. It is asked about each user and each user group once in five minutes, and only where that matters. */
export type Members = (user: string) => Required<Pick<Asker, 'isAdmin' | 'isIn'>>;

export function createMembers(api: SlackApi, log: Log, now: () => number = Date.now): Members {
  const isAdmin = remembered(now, async (user) => {
    const { user: of } = UserAnswer.parse(await api.call('users.info', { user }));
    return of.is_admin || of.is_owner;
  });
  const usersOf = remembered(now, async (usergroup) => {
    const { users } = GroupAnswer.parse(await api.call('usergroups.users.list', { usergroup }));
    return new Set(users);
  });
  const told = async <T>(answer: Promise<T>, what: string, scope: string): Promise<T> => {
    try {
      return await answer;
    } catch (thrown) {
      log.warn(`slack does not say ${what}`, { why: messageOf(thrown) });
      throw new UserError(`Slack does not say ${what}, so this may not be done`, { hint: hintFor(thrown, scope) });
    }
  };
  return (user) => ({
    isAdmin: () => told(isAdmin(user), 'who is an admin', 'users:read'),
    async isIn(ids) {
      let fault: unknown;
      for (const group of ids.filter((id) => id.startsWith('S'))) {
        try {
          const users = await told(usersOf(group), `who is in the user group ${group}`, 'usergroups:read');
          if (users.has(user)) return true;
        } catch (thrown) {
          // Another group may let the user in.
          fault = thrown;
        }
      }
      if (fault !== undefined) throw fault;
      return false;
    },
  });
}

function hintFor(thrown: unknown, scope: string): string {
  const code = codeOf(thrown);
  if (code === 'missing_scope') {
    return `The Slack app lacks the scope ${scope}: whoever runs Storywatch adds it under OAuth & Permissions and installs the app again.`;
  }
  if (code === 'no_such_subteam') {
    return 'There is no such user group: whoever runs Storywatch mends `roles` in the configuration.';
  }
  return isUnknownCall(thrown)
    ? 'This server knows no such question: whoever runs Storywatch names people in `roles`, not admins or groups.'
    : 'Try again in a minute.';
}

/** Answers from memory for five minutes; what fails is asked anew. */
function remembered<T>(now: () => number, ask: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, { readonly until: number; readonly answer: T }>();
  return async (id) => {
    const found = known.get(id);
    if (found !== undefined && found.until > now()) return found.answer;
    const answer = await ask(id);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(id, { until: now() + REMEMBERED_MS, answer });
    return answer;
  };
}
