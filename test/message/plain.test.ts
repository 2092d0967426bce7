import { describe, expect, it } from 'vitest';
import { toPlain } from '../../src/message/plain.ts';
import { aMessage } from './messages.ts';

const message = aMessage({
  title: 'Ministers\u202E agree',
  link: 'https://news.example/a',
  blocks: [
    { type: 'paragraph', spans: ['At ', { time: Date.UTC(2026, 1, 17, 13, 5), show: 'time' }, ', ', { quote: 'yes' }] },
    { type: 'heading', text: 'Reports' },
    {
      type: 'list',
      items: [[{ link: 'https://news.example/b', text: 'One' }], [{ link: 'javascript:1', text: 'Two' }]],
    },
    { type: 'fields', fields: [{ name: 'Stage', value: [{ bold: 'opened' }] }] },
    { type: 'picture', svg: '<svg/>', alt: 'Three on Monday' },
    { type: 'context', spans: ['3 sources'] },
    { type: 'buttons', buttons: [{ label: 'Why?', action: 'why', value: '1' }] },
  ],
});

describe('toPlain', () => {
  it('says everything, cleaned, with times of the reader and addresses that may be shown', () => {
    expect(toPlain(message, { timeZone: 'Europe/Madrid' })).toBe(
      [
        'Ministers agree',
        'https://news.example/a',
        'At 14:05, “yes”',
        '',
        'Reports',
        '• One (https://news.example/b)',
        '• Two',
        'Stage: opened',
        'Three on Monday',
        '3 sources',
      ].join('\n'),
    );
  });

  it('lets no marks of one part pile up on those of another', () => {
    const pile = '\u0316'.repeat(3);

    const text = toPlain(aMessage({ blocks: [{ type: 'paragraph', spans: [`e${pile}`, { bold: `${pile}x` }] }] }));

    expect(text).toBe(`A title\ne${pile}x`);
  });

  it('leaves addresses out and buttons in where it is asked to', () => {
    const text = toPlain(message, { links: false, buttons: true });

    expect(text).not.toContain('https://');
    expect(text).toContain('\n[Why?]');
  });
});
