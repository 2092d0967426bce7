import type { CommandCall } from './command.ts';

/** Who may change what is followed and told: all who can use the bot, those who run the workspace, or these users. */
export type WhoMayChange = 'everyone' | 'admins' | readonly string[];

/** Whether the caller may. The platform is asked only where it matters. */
export async function mayChange({ user, isAdmin }: CommandCall, who: WhoMayChange): Promise<boolean> {
  if (who === 'everyone') return true;
  if (who === 'admins') return (await isAdmin?.()) ?? false;
  return who.includes(user);
}
