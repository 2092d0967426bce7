import type { Message } from '../../../src/message/message.ts';

const AT = Date.UTC(2026, 1, 17, 13, 5);

/** An alert as the product makes them. */
export const anAlertMessage: Message = {
  tone: 'alert',
  title: 'Ministers order *prosecutors* to examine X & Meta',
  link: 'https://news.example/a_b',
  importance: 'high',
  blocks: [
    {
      type: 'paragraph',
      spans: ['The cabinet agreed on ', { bold: 'Tuesday' }, ' to ask, ', { quote: 'at once' }, '.'],
    },
    {
      type: 'fields',
      fields: [
        { name: 'Source', value: ['Example Times'] },
        { name: 'Reported', value: [{ time: AT, show: 'date' }, ', ', { time: AT, show: 'time' }] },
      ],
    },
    { type: 'context', spans: ['names X, Meta · 2 independent sources'] },
    { type: 'buttons', buttons: [{ label: 'Why?', action: 'why', value: 'item-1' }] },
  ],
};

/** An answer or a digest: linked lines under headings, and a picture. */
export const aDigestMessage: Message = {
  tone: 'digest',
  title: 'Weekly digest',
  importance: 'normal',
  blocks: [
    { type: 'picture', svg: '<svg/>', alt: 'Three follow-ups on Monday' },
    { type: 'heading', text: 'The probe' },
    {
      type: 'list',
      items: [
        [{ link: 'https://news.example/a', text: 'Ministers agree' }, ' · 17 Feb · 2 independent sources'],
        ['Without an address · 18 Feb'],
      ],
    },
    { type: 'context', spans: ['120 items read'] },
  ],
};
