import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArticleReader } from '../../../adapters/feeds/article.ts';
import type { ArticleReader } from '../../../src/ports.ts';
import { SILENT_LOG } from '../../builders/feeds.ts';
import { startFeedServer } from '../../servers/feeds.ts';
import type { FeedServer } from '../../servers/feeds.ts';

const PARAGRAPHS = [
  'El Gobierno ha pedido a la Fiscalía que examine a tres plataformas por las imágenes generadas con inteligencia artificial.',
  'La ministra lo anunció tras el Consejo, y añadió que la ley que prohíbe las redes a menores de dieciséis años seguirá su curso.',
  'Las empresas no han respondido a las preguntas de este periódico sobre las medidas que piensan tomar en los próximos días.',
];
const page = (body: string, head = ''): string =>
  `<!doctype html><html lang="es"><head><title>Portada</title>${head}</head><body><nav><a href="/">Inicio</a></nav>${body}</body></html>`;
const ARTICLE = page(
  `<article><h1>La Fiscalía examinará las plataformas</h1>${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('')}</article><footer>Aviso legal</footer>`,
  '<meta property="og:title" content="La Fiscalía examinará las plataformas"><meta property="article:published_time" content="2026-02-17T10:00:00+01:00">',
);

describe('createArticleReader', () => {
  let server: FeedServer;
  let reader: ArticleReader;
  const html = (body: string | Uint8Array, contentType = 'text/html; charset=utf-8'): void =>
    server.trouble('/a', { kind: 'raw', body, headers: { 'content-type': contentType } });

  beforeEach(async () => {
    server = await startFeedServer();
    reader = createArticleReader({ network: { allowPrivate: [server.host] }, log: SILENT_LOG });
  });
  afterEach(() => Promise.all([reader.close(), server.stop()]));

  it('reads title, paragraphs, date and language, and leaves the page around it out', async () => {
    html(ARTICLE);

    const seed = await reader.read(server.url('/a?utm_source=x').replace('?utm_source=x', ''));

    expect(seed).toEqual({
      title: 'La Fiscalía examinará las plataformas',
      paragraphs: PARAGRAPHS,
      url: server.url('/a'),
      published: Date.UTC(2026, 1, 17, 9),
      lang: 'es',
    });
  });

  it('reads the encoding that only the page itself names', async () => {
    html(Buffer.from(ARTICLE.replace('<head>', '<head><meta charset="iso-8859-1">'), 'latin1'), 'text/html');

    expect((await reader.read(server.url('/a'))).title).toBe('La Fiscalía examinará las plataformas');
  });

  it.each([
    [
      'a consent wall',
      page('<h1>Antes de continuar</h1><button>Aceptar cookies</button>'),
      'the page shows a consent wall instead of the article',
    ],
    ['a check for robots', '<title>Just a moment...</title>', 'the page asks whether a person is reading'],
    ['an offer for subscribers', page('<p>Suscríbete para leer</p>'), 'the article is for subscribers'],
    ['nothing', page('<div id="app"></div>'), 'the page has no article text'],
  ])('says so where there is %s', async (_, body, why) => {
    html(body);

    await expect(reader.read(server.url('/a'))).rejects.toMatchObject({
      name: 'UserError',
      why,
      message: `the article ${server.url('/a')} cannot be read: ${why}`,
      hint: expect.stringContaining('file'),
    });
  });

  it('leaves a page alone that robots.txt withholds, also where a redirect leads to it', async () => {
    server.trouble('/robots.txt', {
      kind: 'raw',
      body: 'User-agent: *\nDisallow: /a\n',
      headers: { 'content-type': 'text/plain' },
    });
    server.trouble('/b', { kind: 'redirect', to: server.url('/a'), status: 302 });
    html(ARTICLE);

    const why = 'the site asks automatic readers to leave this page alone (robots.txt)';
    await expect(reader.read(server.url('/a'))).rejects.toThrow(why);
    await expect(reader.read(server.url('/b'))).rejects.toThrow(why);
    expect(server.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/b', '/a']);
  });

  it('says so where the site refuses, or the address is no page, or not public', async () => {
    server.trouble('/403', { kind: 'status', status: 403 });
    server.trouble('/pdf', { kind: 'raw', body: '%PDF', headers: { 'content-type': 'application/pdf' } });

    await expect(reader.read(server.url('/403'))).rejects.toThrow('the site refuses automatic readers (403)');
    await expect(reader.read(server.url('/pdf'))).rejects.toThrow('it is application/pdf, not a web page');
    await expect(reader.read('http://169.254.169.254/')).rejects.toThrow('is not on the public internet');
    await expect(reader.read('nonsense')).rejects.toThrow('this is no address of the web');
  });
});
