import { id } from '../../src/ids.ts';
import type { Outgoing } from '../../src/ports.ts';

/** Something to post, in which nothing matters but what the test names. */
export function outgoingOf(parts: Partial<Omit<Outgoing, 'key'>> & { readonly key?: string }): Outgoing {
  const { key = 'alert-1', ...rest } = parts;
  return {
    channel: 'C0POLICY',
    message: { tone: 'alert', title: 'A title', blocks: [] },
    place: 'root',
    root: undefined,
    uncertainSince: undefined,
    ...rest,
    key: id<'alert'>(key),
  };
}
