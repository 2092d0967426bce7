import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseSeed } from '../../src/story/seed.ts';

describe('parseSeed', () => {
  it('takes a short first line as the title', () => {
    const seed = parseSeed('Ferry sinks on lake\n\nProsecutors look into it. Nobody was hurt.\n', 'a.txt');

    expect(seed).toEqual({ title: 'Ferry sinks on lake', paragraphs: ['Prosecutors look into it. Nobody was hurt.'] });
  });

  it('takes a first line of two sentences as the first paragraph', () => {
    const seed = parseSeed('A ferry sank. Nobody was hurt.\nMore to come.', 'a.txt');

    expect(seed).toEqual({ title: '', paragraphs: ['A ferry sank. Nobody was hurt.', 'More to come.'] });
  });

  it('takes a first line that is too long for a headline as a paragraph', () => {
    const seed = parseSeed(`${'ferry '.repeat(40)}\nMore to come.`, 'a.txt');

    expect(seed.title).toBe('');
  });

  it('reads JSON with a text, a summary or a list of paragraphs', () => {
    const text = parseSeed('{"title":"T one","text":"First.\\nSecond."}', 'a.json');
    const summary = parseSeed('{"title":"T one","summary":"First."}', 'a.json');
    const lede = parseSeed(
      '{"title":"T one","lede":["First.","Second."],"lang":"fr","url":"https://x.example/1","published":"2031-05-01"}',
      'a.json',
    );

    expect(text.paragraphs).toEqual(['First.', 'Second.']);
    expect(summary.paragraphs).toEqual(['First.']);
    expect(lede).toEqual({
      title: 'T one',
      paragraphs: ['First.', 'Second.'],
      url: 'https://x.example/1',
      published: Date.UTC(2031, 4, 1),
      lang: 'fr',
    });
  });

  it.each([
    ['', 'no text'],
    [' \n ', 'no text'],
    ['{"title": ""}', 'no text'],
    ['{"title": ', 'cannot be read as JSON'],
    ['{"title":"T one","published":"yesterday"}', 'no date'],
  ])('refuses %j with a message that says what to do', (text, message) => {
    expect(() => parseSeed(text, 'a.json')).toThrow(UserError);
    expect(() => parseSeed(text, 'a.json')).toThrow(message);
  });
});
