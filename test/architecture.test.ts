import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Pure folders of src, lowest first: each may import itself and those before it. */
const LAYERS = [
  'text',
  'message',
  'story',
  'feeds',
  'relevance',
  'developments',
  'summary',
  'alerts',
  'feedback',
  'digest',
  'commands',
  'app',
  'cli',
];
const IMPURE = new Set(['app', 'commands', 'cli']);
/** Where everything is wired together: it may import adapters and config. */
const OUTSIDE = new Set(['main.ts', 'cli.ts', 'bot', 'cli']);
/** Packages without I/O that the pure part may use. */
const PURE_PACKAGES = new Set([
  'croner',
  'htmlparser2',
  'entities',
  'snowball-stemmers',
  'stopwords-iso',
  'eld/extrasmall',
  'eld/small',
  'zod',
  'yaml',
]);
/** Files that say what is imported by both sides of a seam: types only. */
const TYPE_ONLY_UPWARD = new Set(['feeds/item.ts', 'feeds/feed.ts', 'developments/development.ts']);
/** Where a platform's name leads to its adapter. */
const SWITCHBOARDS = new Set(['adapters/chat/index.ts', 'adapters/chat/payloads.ts']);
const MAX_LINES = 220;

const files = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && statSync(join(ROOT, folder, name)).isFile())
    .map((name) => join(folder, name));

const imports = (file: string): { readonly from: string; readonly types: boolean }[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^\s*(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gm)].map(
    (match) => {
      const target = match[2] ?? '';
      const from = target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), target)) : target;
      return { from, types: match[1] !== undefined };
    },
  );

const layerOf = (path: string): string => path.split('/')[1] ?? '';
const isCore = (file: string): boolean => LAYERS.includes(layerOf(file)) && !IMPURE.has(layerOf(file));

describe('architecture', () => {
  const src = files('src');
  const adapters = files('adapters');

  it('finds the code it judges', () => {
    expect(src.length).toBeGreaterThan(10);
  });

  it('lets src import only src and pure packages, adapters never', () => {
    const faults = src
      .filter((file) => !OUTSIDE.has(layerOf(file)))
      .flatMap((file) => imports(file).map(({ from }) => ({ file, from })))
      .filter(({ from }) => !from.startsWith('src/') && !PURE_PACKAGES.has(from));

    expect(faults).toEqual([]);
  });

  it('lets a pure folder import only those below it', () => {
    const faults = src.filter(isCore).flatMap((file) =>
      imports(file)
        .filter(({ from, types }) => {
          if (!from.startsWith('src/') || from.split('/').length < 3) return false;
          if (types && TYPE_ONLY_UPWARD.has(from.slice('src/'.length))) return false;
          return LAYERS.indexOf(layerOf(from)) > LAYERS.indexOf(layerOf(file));
        })
        .map(({ from }) => `${file} imports ${from}`),
    );

    expect(faults).toEqual([]);
  });

  it('keeps the core pure: no async, no clock, no chance, no process', () => {
    const faults = src.filter(isCore).flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const found = text.match(/\basync\b|'node:|Date\.now|new Date\(\)|Math\.random|\bprocess\.|\bconsole\./g) ?? [];
      return found.map((what) => `${file}: ${what}`);
    });

    expect(faults).toEqual([]);
  });

  it('keeps adapters apart: none imports another, and none imports config', () => {
    const home = (path: string): string => {
      const [, port = '', system = ''] = path.split('/');
      return port === 'chat' && !system.endsWith('.ts') ? `${port}/${system}` : port;
    };
    const faults = adapters
      .filter((file) => !SWITCHBOARDS.has(file))
      .flatMap((file) =>
        imports(file)
          .filter(
            ({ from }) => from.startsWith('config/') || (from.startsWith('adapters/') && home(from) !== home(file)),
          )
          .map(({ from }) => `${file} imports ${from}`),
      );

    expect(faults).toEqual([]);
  });

  it('keeps files short enough to hold in mind', () => {
    const long = [...src, ...adapters, ...files('config')]
      .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > MAX_LINES);

    expect(long).toEqual([]);
  });

  it('uses no default export, which has no name to search for', () => {
    const faults = [...src, ...adapters].filter((file) =>
      /^export default/m.test(readFileSync(join(ROOT, file), 'utf8')),
    );

    expect(faults).toEqual([]);
  });
});
