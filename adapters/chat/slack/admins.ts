import { z } from 'zod';
import { messageOf } from '../../../src/errors.ts';
import type { Log } from '../../../src/ports.ts';
import { MINUTE_MS } from '../../../src/time.ts';
import type { SlackApi } from './api.ts';

/** Who stops being an admin may change things for so long. */
const REMEMBERED_MS = 5 * MINUTE_MS;
const USERS_REMEMBERED = 1_000;

const UserAnswer = z.object({
  user: z.object({ is_admin: z.boolean().default(false), is_owner: z.boolean().default(false) }),
});

/** Asks Slack whether a user is an admin or owner of the workspace, each one once in five minutes. A failure is a no. */
export function rememberAdmins(
  api: SlackApi,
  log: Log,
  now: () => number = Date.now,
): (user: string) => Promise<boolean> {
  const known = new Map<string, { readonly until: number; readonly isAdmin: boolean }>();
  return async (user) => {
    const found = known.get(user);
    if (found !== undefined && found.until > now()) return found.isAdmin;
    try {
      const { user: of } = UserAnswer.parse(await api.call('users.info', { user }));
      const isAdmin = of.is_admin || of.is_owner;
      if (known.size >= USERS_REMEMBERED) known.clear();
      known.set(user, { until: now() + REMEMBERED_MS, isAdmin });
      return isAdmin;
    } catch (thrown) {
      log.warn('slack does not say who is an admin: check the scope users:read', { why: messageOf(thrown) });
      return false;
    }
  };
}
