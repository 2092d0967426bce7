import { shown } from './fault.ts';
import type { Rule } from './rules.ts';

/** Names and handles change and are not unique: platforms know users, groups and roles by ids of capitals and digits. */
export const rolesAreIds: Rule = ({ roles }) =>
  (['lookup', 'change'] as const).flatMap((key) => {
    const who = roles[key];
    if (who === undefined || typeof who === 'string') return [];
    return who.flatMap((id, at) =>
      id === 'admins' || /^[A-Z0-9]+$/.test(id)
        ? []
        : [
            {
              path: ['roles', key, at],
              says: `is ${shown(id)}; expected admins, or the id of a user (U0123), a Slack user group (S0123) or a Discord role (123456789012345678)`,
            },
          ],
    );
  });

/** Who changes something sees what came of it: everyone can change only what everyone can see. */
export const changesAreLookups: Rule = ({ roles: { lookup, change } }) =>
  change === 'everyone' && lookup !== 'everyone'
    ? [
        {
          path: ['roles', 'lookup'],
          says: `is ${shown(lookup)}, but roles.change is everyone, and who may change may look up too; narrow roles.change, or leave it out: it is then as roles.lookup`,
        },
      ]
    : [];
