import fc from 'fast-check';
import type { Block, Message, Span } from '../../src/message/message.ts';

/** A message in which nothing matters but what the test names. */
export function aMessage(parts: Partial<Message> = {}): Message {
  return { tone: 'alert', title: 'A title', blocks: [], ...parts };
}

/** A message with everything in it that an alert, a digest or an answer may have, all of it the given text. */
export function messageOf(text: string, link: string, tone: Message['tone'] = 'alert'): Message {
  return {
    tone,
    title: text,
    link,
    importance: 'high',
    blocks: [
      {
        type: 'paragraph',
        spans: ['New: ', { bold: text }, ' — ', { quote: text }, ' at ', { time: 0, show: 'time' }],
      },
      { type: 'heading', text },
      { type: 'list', items: [[text], [{ link, text }, ' · ', text], [text, { link, text }]] },
      { type: 'fields', fields: [{ name: text, value: [text] }] },
      { type: 'context', spans: [text, { link, text }] },
      { type: 'picture', svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', alt: text },
      { type: 'buttons', buttons: [{ label: text, action: 'why', value: 'item-1' }] },
    ],
  };
}

const HOSTILE = [
  '<!channel>',
  '<@123456789012345678>',
  '](https://evil.example)',
  '||**__~~`',
  '\u202Eabc',
  '\u200D',
  'e\u0301\u0301\u0301\u0301\u0301',
  '👩‍👩‍👧‍👦',
  '\uD800',
  '\u001B[31m',
  '\n\n# ',
  '> ',
  '1. ',
  '&amp;',
  '日本語',
  '@everyone',
  'https://evil.example/x',
];

export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 40 })
  .chain((pieces) => fc.integer({ min: 1, max: 60 }).map((times) => pieces.join(' ').repeat(times)));

const link = fc.oneof(
  fc.constantFrom(
    'https://news.example/a',
    'javascript:alert(1)',
    'https://a.example/(x)[y]|z',
    'https://u:p@b.example',
  ),
  fc.webUrl(),
  hostileText,
);

const span: fc.Arbitrary<Span> = fc.oneof(
  hostileText,
  fc.record({ bold: hostileText }),
  fc.record({ quote: hostileText }),
  fc.record({ link, text: hostileText }),
  fc.record({ time: fc.integer({ min: 0, max: 4e12 }), show: fc.constantFrom('date', 'time') }),
);

const spans = fc.array(span, { maxLength: 6 });

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('paragraph'), spans }),
  fc.record({ type: fc.constant('context'), spans }),
  fc.record({ type: fc.constant('heading'), text: hostileText }),
  fc.record({ type: fc.constant('list'), items: fc.array(spans, { maxLength: 60 }) }),
  fc.record({
    type: fc.constant('fields'),
    fields: fc.array(fc.record({ name: hostileText, value: spans }), { maxLength: 30 }),
  }),
  fc.record({ type: fc.constant('picture'), svg: fc.constant('<svg/>'), alt: hostileText }),
  fc.record({
    type: fc.constant('buttons'),
    buttons: fc.array(
      fc.record({
        label: hostileText,
        action: fc.constantFrom('why', 'mute'),
        value: fc.stringMatching(/^[a-z0-9-]{1,80}$/),
      }),
      {
        maxLength: 30,
      },
    ),
  }),
);

export const hostileMessage: fc.Arbitrary<Message> = fc
  .record({
    tone: fc.constantFrom('alert', 'digest', 'reply', 'problem'),
    title: hostileText,
    link: fc.option(link, { nil: undefined }),
    importance: fc.option(fc.constantFrom('high', 'normal', 'low'), { nil: undefined }),
    blocks: fc.array(block, { maxLength: 60 }),
  })
  .map(
    ({ link: address, importance, ...rest }): Message => ({
      ...rest,
      ...(address === undefined ? {} : { link: address }),
      ...(importance === undefined ? {} : { importance }),
    }),
  );
