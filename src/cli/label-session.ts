/** What a person may say of an item; the labels that `storywatch eval` reads. */
export type Label = 'follow_up' | 'related_context' | 'unrelated';

/** The keys that say it. */
export const LABEL_KEYS: Readonly<Record<string, Label>> = { f: 'follow_up', c: 'related_context', u: 'unrelated' };

/** How far the labelling has got. */
export interface Session {
  /** Ids of the items that are yet to be shown; the first is being shown. */
  readonly queue: readonly string[];
  readonly labels: ReadonlyMap<string, Label>;
  /** Ids of the items that were dealt with here, the latest last. */
  readonly past: readonly string[];
}

/** Begins with what has no label yet, in the given order. */
export function beginLabelling(order: readonly string[], labels: ReadonlyMap<string, Label>): Session {
  return { queue: order.filter((id) => !labels.has(id)), labels, past: [] };
}

/** The session after a key: a label, `s` skip, `b` back. Undefined where the key says nothing here. */
export function pressKey(session: Session, key: string): Session | undefined {
  const { queue, labels, past } = session;
  const [shown, ...rest] = queue;
  if (key === 'b') {
    const last = past.at(-1);
    if (last === undefined) return undefined;
    const left = new Map(labels);
    left.delete(last);
    return { queue: [last, ...queue], labels: left, past: past.slice(0, -1) };
  }
  if (shown === undefined) return undefined;
  if (key === 's') return { queue: rest, labels, past: [...past, shown] };
  const label = LABEL_KEYS[key];
  if (label === undefined) return undefined;
  return { queue: rest, labels: new Map(labels).set(shown, label), past: [...past, shown] };
}

/** How many items have each label, in words. */
export function describeLabels(labels: ReadonlyMap<string, Label>): string {
  const count = (label: Label): number => [...labels.values()].filter((each) => each === label).length;
  return `follow-ups: ${count('follow_up')}, related context: ${count('related_context')}, unrelated: ${count('unrelated')}`;
}
