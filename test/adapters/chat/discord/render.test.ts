import { describe, expect, it } from 'vitest';
import { renderDiscord } from '../../../../adapters/chat/discord/render.ts';
import { aMessage } from '../../../message/messages.ts';
import { aDigestMessage, anAlertMessage } from '../alert.ts';

const RED = 0xd93025;
const BLUE = 0x1a73e8;

describe('renderDiscord', () => {
  it('shows an alert', () => {
    expect(renderDiscord(anAlertMessage, { timeZone: 'Europe/Madrid', mark: 'abcdefghijkl' })).toEqual({
      embeds: [
        {
          color: RED,
          title: 'Ministers order \\*prosecutors\\* to examine X & Meta',
          url: 'https://news.example/a_b',
          description: 'The cabinet agreed on Tuesday to ask, “at once”.',
          fields: [
            { name: 'Source', value: 'Example Times', inline: true },
            { name: 'Reported', value: '17 February 2026, 14:05', inline: true },
          ],
          footer: { text: 'names X, Meta · 2 independent sources · abcdefghijkl' },
        },
      ],
      components: [{ type: 1, components: [{ type: 2, style: 2, label: 'Why?', custom_id: 'storywatch:why:item-1' }] }],
      allowed_mentions: { parse: [] },
    });
  });

  it('shows a digest: each linked line is a card whose address is seen', () => {
    expect(renderDiscord(aDigestMessage, { timeZone: 'UTC', pictures: ['storywatch-1.png'] })).toEqual({
      embeds: [
        { color: BLUE, title: 'Weekly digest', image: { url: 'attachment://storywatch-1.png' } },
        { color: BLUE, title: 'The probe' },
        {
          color: BLUE,
          title: 'Ministers agree',
          url: 'https://news.example/a',
          description: '17 Feb · 2 independent sources',
        },
        { color: BLUE, description: '• Without an address · 18 Feb', footer: { text: '120 items read' } },
      ],
      components: [],
      allowed_mentions: { parse: [] },
      attachments: [{ id: 0, filename: 'storywatch-1.png', description: 'Three follow-ups on Monday' }],
    });
  });

  it('lists linked lines with their hosts once there are as many cards as Discord takes', () => {
    const items = Array.from({ length: 12 }, (_, at) => [
      { link: `https://news.example/${at}`, text: `Headline ${at}` },
      ' · Times',
    ]);

    const { embeds } = renderDiscord(aMessage({ blocks: [{ type: 'list', items }] }), { timeZone: 'UTC' });

    expect(embeds.filter(({ url }) => url !== undefined)).toHaveLength(7);
    expect(embeds.at(-1)?.description?.split('\n')).toEqual(
      [7, 8, 9, 10, 11].map((at) => `• Headline ${at} \\(news.example\\) · Times`),
    );
  });

  it('shows a link twice only once as a card: Discord folds embeds of one address', () => {
    const line = [{ link: 'https://news.example/a', text: 'Again' }];

    const { embeds } = renderDiscord(
      aMessage({ link: 'https://news.example/a', blocks: [{ type: 'list', items: [line] }] }),
      { timeZone: 'UTC' },
    );

    expect(embeds).toMatchObject([{ url: 'https://news.example/a', description: '• Again \\(news.example\\)' }]);
  });

  it('leaves out a button that could not come back whole', () => {
    const buttons = [
      { label: 'Long', action: 'why', value: 'x'.repeat(100) },
      { label: 'Why?', action: 'why', value: '1' },
      { label: 'Why again?', action: 'why', value: '1' },
    ];

    const { components } = renderDiscord(aMessage({ blocks: [{ type: 'buttons', buttons }] }), { timeZone: 'UTC' });

    expect(components[0]?.components.map(({ label }) => label)).toEqual(['Why?']);
  });
});
