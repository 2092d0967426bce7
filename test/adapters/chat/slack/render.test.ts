import { describe, expect, it } from 'vitest';
import { slackFaults } from '../../../../adapters/chat/slack/limits.ts';
import { renderSlack } from '../../../../adapters/chat/slack/render.ts';
import { aMessage } from '../../../message/messages.ts';
import { aDigestMessage, anAlertMessage } from '../alert.ts';

const section = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const text = (words: string, style?: object) => ({ type: 'text', text: words, ...(style && { style }) });

describe('renderSlack', () => {
  it('puts lines of small print into one block', () => {
    const blocks = ['Updated 14:05 · 3 independent sources', 'Why: names X'].map(
      (text) => ({ type: 'context', spans: [text] }) as const,
    );

    const payload = renderSlack({ ...anAlertMessage, blocks }, { timeZone: 'UTC' });

    expect(payload.blocks).toHaveLength(2);
    expect(payload.blocks[1]).toMatchObject({
      elements: [
        { elements: [{ text: 'Updated 14:05 · 3 independent sources' }] },
        { elements: [{ text: 'Why: names X' }] },
      ],
    });
  });

  it('shows an alert', () => {
    expect(renderSlack(anAlertMessage, { timeZone: 'Europe/Madrid' })).toEqual({
      text: [
        'Ministers order *prosecutors* to examine X &amp; Meta',
        'The cabinet agreed on Tuesday to ask, “at once”.',
        'Source: Example Times',
        'Reported: 17 February 2026, 14:05',
        'names X, Meta · 2 independent sources',
      ].join('\n'),
      blocks: [
        section(text('🔴 '), {
          type: 'link',
          url: 'https://news.example/a_b',
          text: 'Ministers order *prosecutors* to examine X & Meta',
          style: { bold: true },
        }),
        section(
          text('The cabinet agreed on '),
          text('Tuesday', { bold: true }),
          text(' to ask, '),
          text('“at once”', { italic: true }),
          text('.'),
        ),
        section(
          text('Source: ', { bold: true }),
          text('Example Times'),
          text('   Reported: ', { bold: true }),
          { type: 'date', timestamp: 1_771_333_500, format: '{date_long}', fallback: '17 February 2026' },
          text(', '),
          { type: 'date', timestamp: 1_771_333_500, format: '{time}', fallback: '14:05' },
        ),
        section(text('names X, Meta · 2 independent sources', { italic: true })),
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              text: { type: 'plain_text', text: 'Why?', emoji: false },
              action_id: 'storywatch.why.0',
              value: 'item-1',
            },
          ],
        },
      ],
      mrkdwn: false,
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  it('shows a digest with its uploaded picture', () => {
    const { blocks } = renderSlack(aDigestMessage, { timeZone: 'UTC', pictures: ['F1'] });

    expect(blocks).toEqual([
      section(text('🔵 '), text('Weekly digest', { bold: true })),
      { type: 'image', slack_file: { id: 'F1' }, alt_text: 'Three follow-ups on Monday' },
      section(text('The probe', { bold: true })),
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'link', url: 'https://news.example/a', text: 'Ministers agree' },
                  text(' · 17 Feb · 2 independent sources'),
                ],
              },
              { type: 'rich_text_section', elements: [text('Without an address · 18 Feb')] },
            ],
          },
        ],
      },
      section(text('120 items read', { italic: true })),
    ]);
  });

  it('says a picture in words where there is none', () => {
    const { blocks } = renderSlack(aDigestMessage, { timeZone: 'UTC' });

    expect(blocks[1]).toEqual(section(text('Three follow-ups on Monday', { italic: true })));
  });

  it('cuts the words of a picture to what Slack takes once its controls are broken', () => {
    const alt = '<!channel> <@123456789012345678> '.repeat(80);
    const message = aMessage({ blocks: [{ type: 'picture', svg: '<svg/>', alt }] });

    expect(slackFaults(renderSlack(message, { timeZone: 'UTC', pictures: ['F1'] }))).toEqual([]);
  });

  it('marks a problem', () => {
    const { blocks } = renderSlack(aMessage({ tone: 'problem', title: 'No story "x"' }), { timeZone: 'UTC' });

    expect(blocks).toEqual([section(text('⚠️ '), text('No story "x"', { bold: true }))]);
  });
});
