/** The vocabularies that feeds mix, by what is left of their address without scheme, www and closing slash or hash. */
const VOCABULARIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'w3.org/2005/atom': 'atom',
    'purl.org/atom/ns': 'atom',
    'purl.org/atom/app': 'app',
    'w3.org/2007/app': 'app',
    'purl.org/rss/1.0': 'rss',
    'my.netscape.com/rdf/simple/0.9': 'rss',
    'channel.netscape.com/rdf/simple/0.9': 'rss',
    'my.netscape.com/publish/formats/rss-0.91.dtd': 'rss',
    'backend.userland.com/rss': 'rss',
    'backend.userland.com/rss2': 'rss',
    'backend.userland.com/rss191': 'rss',
    'backend.userland.com/rss091': 'rss',
    'blogs.law.harvard.edu/tech/rss': 'rss',
    'cyber.law.harvard.edu/rss/rss.html': 'rss',
    'rssboard.org/rss-specification': 'rss',
    'hackertyper.com/rss': 'rss',
    'w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
    'w3.org/1999/xhtml': 'xhtml',
    'purl.org/rss/1.0/modules/content': 'content',
    'purl.org/dc/elements/1.0': 'dc',
    'purl.org/dc/elements/1.1': 'dc',
    'purl.org/dc/terms': 'dcterms',
    'purl.org/rss/1.0/modules/syndication': 'sy',
    'search.yahoo.com/mrss': 'media',
    'video.search.yahoo.com/mrss': 'media',
    'google.com/schemas/sitemap-news/0.9': 'news',
    'itunes.com/dtds/podcast-1.0.dtd': 'itunes',
    'google.com/schemas/play-podcasts/1.0': 'googleplay',
    'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
    'a9.com/-/spec/opensearch/1.1': 'opensearch',
  }),
);
/** Prefixes that mean what they always mean, also where nobody declared them. */
const USUAL = new Set(VOCABULARIES.values());
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({ a10: 'atom', atom10: 'atom', atom03: 'atom', dct: 'dcterms' }),
);
/** The vocabularies whose elements go by their bare names in a feed of their own kind. */
const OWN = new Set(['rss', 'atom']);

/** Elements that say what a document is, or, where it is a fragment, what it was. */
const TELLING = new Set(['rss', 'feed', 'rdf', 'channel', 'item', 'entry']);

/** Gives elements one name whatever prefix a document chose. */
export interface Names {
  /** Takes up the declarations of an element at a depth, before it is named. */
  enter(depth: number, attributes: Readonly<Record<string, string>>): void;
  nameOf(written: string): string;
  /** Forgets the declarations of the element at that depth. */
  leave(depth: number): void;
}

type Scope = ReadonlyMap<string, string>;

/** Makes the names of one document. */
export function createNames(): Names {
  const scopes: { readonly depth: number; readonly scope: Scope }[] = [{ depth: 0, scope: new Map() }];
  let own: string | undefined;
  let rootPrefix = '';
  return {
    enter: (depth, attributes) => {
      let scope: Map<string, string> | undefined;
      for (const name in attributes) {
        if (!name.startsWith('xmlns') || (name.length > 5 && name[5] !== ':')) continue;
        scope ??= new Map(scopes.at(-1)?.scope);
        scope.set(name.slice(6), vocabularyOf(attributes[name] ?? ''));
      }
      if (scope !== undefined) scopes.push({ depth, scope });
    },
    nameOf: (written) => {
      const colon = written.indexOf(':');
      const prefix = colon < 0 ? '' : written.slice(0, colon).toLowerCase();
      const local = written.slice(colon + 1).toLowerCase();
      const vocabulary = scopes.at(-1)?.scope.get(prefix) || (ALIASES.get(prefix) ?? prefix);
      if (own === undefined && TELLING.has(local)) {
        own = OWN.has(vocabulary) ? vocabulary : local === 'feed' ? 'atom' : 'rss';
        // What the root belongs to is the feed's own vocabulary, by whatever address it goes.
        if (!USUAL.has(vocabulary)) rootPrefix = prefix;
      }
      if (vocabulary === '' || vocabulary === own || vocabulary === 'rss') return local;
      return prefix === rootPrefix && !USUAL.has(vocabulary) ? local : `${vocabulary}:${local}`;
    },
    leave: (depth) => {
      if (scopes.length > 1 && scopes.at(-1)?.depth === depth) scopes.pop();
    },
  };
}

function vocabularyOf(address: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[/#]$/, '');
  return VOCABULARIES.get(bare) ?? '';
}
