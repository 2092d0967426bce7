import type { Draft, Drafts } from '../commands/deps.ts';
import type { Clock } from '../ports.ts';
import { HOUR_MS } from '../time.ts';

const KEPT_MS = HOUR_MS;
const MOST = 500;

/** Keeps what people fill in between a form and its saving: for an hour, and not over a restart. */
export function createDrafts(clock: Clock): Drafts {
  const kept = new Map<string, { readonly draft: Draft; readonly at: number }>();
  const begun = clock.now().toString(36);
  let number = 0;
  return {
    keep(draft) {
      number += 1;
      const name = `${begun}-${number}`;
      kept.set(name, { draft, at: clock.now() });
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST) break;
        kept.delete(oldest);
      }
      return name;
    },
    find(name, { platform, user }) {
      const found = kept.get(name);
      if (found === undefined || clock.now() - found.at > KEPT_MS) return undefined;
      const { by } = found.draft;
      return by.platform === platform && by.user === user ? found.draft : undefined;
    },
    forget: (name) => void kept.delete(name),
  };
}
