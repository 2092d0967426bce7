import type { Asker } from './command.ts';

/** Who may: all who can use the bot, those who run the workspace or server, or a list of ids of users and groups, and `admins`. */
export type Who = 'everyone' | 'admins' | readonly string[];

/** As `roles` of the configuration has it. Who may change may look up as well. */
export interface Roles {
  readonly lookup: Who;
  readonly change: Who;
}

/** Whether the asker may. The platform is asked only where it matters; throws a UserError where it does not say. */
export async function isAllowed(asker: Asker, to: keyof Roles, roles: Roles): Promise<boolean> {
  if (await isOf(asker, roles[to])) return true;
  return to === 'lookup' && (await isOf(asker, roles.change));
}

async function isOf({ user, isAdmin, isIn }: Asker, who: Who): Promise<boolean> {
  if (who === 'everyone') return true;
  const ids = idsOf(who);
  if (ids.includes(user)) return true;
  if (ids.includes('admins') && (await isAdmin?.()) === true) return true;
  return (await isIn?.(ids)) ?? false;
}

const SHOWN = 8;

/** Who may, in words. */
export function whoText(to: keyof Roles, who: Who): string {
  if (who === 'everyone') return 'Everyone may.';
  if (who === 'admins') return 'Only those may who run this workspace or server.';
  const names = idsOf(who).map((id) => (id === 'admins' ? 'those who run this workspace or server' : id));
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `Only these may: ${names.slice(0, SHOWN).join(', ')}${more}. Whoever runs Storywatch can add you (roles.${to}).`;
}

function idsOf(who: Exclude<Who, 'everyone'>): readonly string[] {
  return who === 'admins' ? [who] : who;
}
