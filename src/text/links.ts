/** Numbers for features, one feature having several: chains by the feature's hash. What a link says is kept beside, by its number. */
export interface Links {
  /** By hash: the newest link; -1 for none. Its length is a power of two. */
  heads: Int32Array;
  /** By link: the next of its chain, -1 at the end. */
  readonly next: number[];
  readonly features: number[];
}

const FIRST_HEADS = 8;

export function makeLinks(): Links {
  return { heads: new Int32Array(FIRST_HEADS).fill(-1), next: [], features: [] };
}

/** Gives a feature one more link: they are numbered from 0. */
export function addLink(links: Links, feature: number): number {
  const link = links.next.length;
  if (link === links.heads.length) grow(links);
  const head = feature & (links.heads.length - 1);
  links.next.push(links.heads[head] ?? -1);
  links.features.push(feature);
  links.heads[head] = link;
  return link;
}

function grow(links: Links): void {
  const heads = new Int32Array(links.heads.length * 2).fill(-1);
  for (let link = 0; link < links.next.length; link += 1) {
    const head = (links.features[link] ?? 0) & (heads.length - 1);
    links.next[link] = heads[head] ?? -1;
    heads[head] = link;
  }
  links.heads = heads;
}

/** The newest link of a feature; -1 for none. */
export function firstLink(links: Links, feature: number): number {
  return findLink(links, feature, links.heads[feature & (links.heads.length - 1)] ?? -1);
}

/** The link of the same feature before this one; -1 for none. */
export function nextLink(links: Links, link: number): number {
  return findLink(links, links.features[link] ?? 0, links.next[link] ?? -1);
}

function findLink({ features, next }: Links, feature: number, from: number): number {
  let link = from;
  while (link >= 0 && features[link] !== feature) link = next[link] ?? -1;
  return link;
}
