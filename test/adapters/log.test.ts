import { describe, expect, it } from 'vitest';
import { createLog, withoutSecrets } from '../../adapters/log/log.ts';

function written(plain: boolean): { readonly lines: string[]; readonly log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'info', plain, write: (line) => lines.push(line) }) };
}

describe('createLog', () => {
  it('writes one record of JSON a line, whatever the text holds', () => {
    const { lines, log } = written(false);

    log.warn('feed failed', { feed: 'https://example.org/rss', why: 'line\nbreak' });

    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, msg: 'feed failed', why: 'line\nbreak' });
    expect(lines[0]).not.toContain('\n');
  });

  it('writes plain lines for a terminal, the reason first and no control characters', () => {
    const { lines, log } = written(true);

    log.error('feed failed', { feed: 'https://example.org/rss', why: 'no \u001b[31manswer' });

    expect(lines).toEqual(['feed failed: no  [31manswer (feed https://example.org/rss)']);
  });

  it.each([false, true])('lets no secret through, plain: %s', (plain) => {
    const { lines, log } = written(plain);

    log.error('refused xoxb-12-34-abc', {
      why: 'Bot abcdefgh.ijk',
      url: 'https://u:p@example.org/?token=abc&sig=geheim&x=1',
    });

    expect(lines.join()).not.toMatch(/xoxb-12|abcdefgh|u:p@|token=abc|geheim/);
  });
});

describe('withoutSecrets', () => {
  it('leaves ordinary text alone', () => {
    const text = 'polled 12 feeds at https://example.org/a?b=c: key facts; Bot of the year';

    expect(withoutSecrets(text)).toBe(text);
  });
});
