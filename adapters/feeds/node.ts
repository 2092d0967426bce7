/** One element of a feed document. */
export interface XmlNode {
  /** Lower case; elements of the feed's own vocabulary bare, others by the usual prefix of their namespace: `dc:creator`. */
  readonly name: string;
  /** Names in lower case, values decoded. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** The element's own text, decoded, without that of its children. */
  readonly text: string;
  /** What stands between its tags, as written; empty where it has no children. */
  readonly markup: () => string;
  /** What relative addresses are read against. */
  readonly base: string | undefined;
}

/** The first child of one of the names, in the order of the names. */
export function childOf(node: XmlNode | undefined, ...names: readonly string[]): XmlNode | undefined {
  if (node === undefined) return undefined;
  for (const name of names) {
    const found = node.children.find((child) => child.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All children of the names, in the order of the document. */
export function childrenOf(node: XmlNode | undefined, ...names: readonly string[]): readonly XmlNode[] {
  return node === undefined ? [] : node.children.filter((child) => names.includes(child.name));
}

/** The trimmed text of the first child of one of the names that has any; empty where none has. */
export function textIn(node: XmlNode | undefined, ...names: readonly string[]): string {
  if (node === undefined) return '';
  for (const name of names) {
    for (const child of node.children) {
      if (child.name !== name) continue;
      const text = child.text.trim();
      if (text !== '') return text;
    }
  }
  return '';
}
