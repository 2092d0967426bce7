import { describe, expect, it } from 'vitest';
import { type ConsoleSettings, createConsole } from '../../../adapters/chat/console.ts';
import { terminalOf } from '../../../adapters/chat/terminal.ts';
import { chatAdapterContract } from '../../contract/chat-adapter.ts';
import { outgoingOf } from '../../contract/outgoing.ts';
import { aMessage, messageOf } from '../../message/messages.ts';

const aTerminal = (parts: Partial<ConsoleSettings> = {}) => {
  const written: string[] = [];
  const write = (text: string): void => {
    written.push(text);
  };
  const adapter = createConsole({ write, width: 60, colour: false, hyperlinks: false, timeZone: 'UTC', ...parts });
  return { adapter, written, text: () => written.join('') };
};

chatAdapterContract('The console', async () => {
  const { adapter, written } = aTerminal();
  return {
    adapter,
    channel: 'desk',
    refused: undefined,
    held: async () => written,
    fault: undefined,
    close: () => adapter.stop(),
  };
});

describe('the console', () => {
  const root = aMessage({
    title: 'Ministers order prosecutors to examine three platforms over pictures',
    link: 'https://news.example/a',
    importance: 'high',
    blocks: [
      {
        type: 'paragraph',
        spans: [
          'The cabinet agreed on ',
          { bold: 'Tuesday' },
          ', said ',
          { link: 'https://news.example/b', text: 'The Times' },
          '.',
        ],
      },
      {
        type: 'fields',
        fields: [
          { name: 'Stage', value: ['referred'] },
          { name: 'Source', value: ['Times'] },
        ],
      },
      { type: 'context', spans: ['names Meta, TikTok · 2 independent sources'] },
      { type: 'buttons', buttons: [{ label: 'Why?', action: 'why', value: '0123456789abcdef' }] },
    ],
  });

  it('shows a thread as a chat would', async () => {
    const { adapter, text } = aTerminal();

    await adapter.post(outgoingOf({ channel: 'desk', key: 'root', message: root }));
    await adapter.post(
      outgoingOf({
        channel: 'desk',
        key: 'reply',
        place: 'reply',
        root: 'root',
        message: aMessage({ title: 'Meta answers', blocks: root.blocks.slice(-1) }),
      }),
    );
    const amended = aMessage({ ...root, blocks: [{ type: 'context', spans: ['3 independent sources'] }] });
    await adapter.post(outgoingOf({ channel: 'desk', key: 'amend', place: 'amend', root: 'root', message: amended }));

    expect(text()).toBe(`
#desk

▌ Ministers order prosecutors to examine three platforms
▌ over pictures
▌ https://news.example/a
▌ The cabinet agreed on Tuesday, said The Times.
▌ https://news.example/b
▌ Stage: referred · Source: Times
▌ names Meta, TikTok · 2 independent sources
▌ why: npx storywatch ask why 01234567

    ▌ Meta answers
    root updated: 3 independent sources
`);
  });

  it('says nothing of an update in which only the time is new', async () => {
    const { adapter, text } = aTerminal();
    const at = (hour: number, count: string) =>
      aMessage({
        title: 'Go',
        blocks: [
          {
            type: 'context',
            spans: ['Updated ', { time: Date.UTC(2026, 1, 17, hour), show: 'time' }, ` · ${count}`],
          },
        ],
      });
    await adapter.post(outgoingOf({ channel: '', key: 'root', message: aMessage({ title: 'Go' }) }));

    for (const [key, message] of [at(9, '2 sources'), at(10, '2 sources'), at(11, '3 sources')].entries()) {
      await adapter.post(outgoingOf({ channel: '', key: `amend${key}`, place: 'amend', root: 'root', message }));
    }

    expect(text()).toBe(
      '\n▌ Go\n    root updated: Updated 09:00 · 2 sources\n    root updated: Updated 11:00 · 3 sources\n',
    );
  });

  it('says what to type for each button, but no value that a shell could misread', async () => {
    const { adapter, text } = aTerminal();
    const buttons = [
      { label: 'Why 1?', action: 'why', value: '0123456789abcdef' },
      { label: 'Next', action: 'latest', value: 'harbour 10 from 6' },
      { label: 'Odd', action: 'why', value: '$(reboot)' },
    ];

    await adapter.post(
      outgoingOf({
        channel: '',
        message: aMessage({ tone: 'reply', title: 'Go', blocks: [{ type: 'buttons', buttons }] }),
      }),
    );

    expect(text()).toBe(
      '\n▌ Go\n▌ why 1: npx storywatch ask why 01234567\n▌ next: npx storywatch ask latest harbour 10 from 6\n',
    );
  });

  it('shows the first command alone below an alert', async () => {
    const { adapter, text } = aTerminal();
    const buttons = [
      { label: 'Why?', action: 'why', value: '0123456789abcdef' },
      { label: 'Important', action: 'important', value: '0123456789abcdef harbour' },
    ];

    await adapter.post(
      outgoingOf({
        channel: '',
        message: aMessage({ tone: 'alert', title: 'Go', blocks: [{ type: 'buttons', buttons }] }),
      }),
    );

    expect(text()).toBe('\n▌ Go\n▌ why: npx storywatch ask why 01234567\n');
  });

  it('names the thread that goes on after something else', async () => {
    const { adapter, text } = aTerminal();
    await adapter.post(outgoingOf({ key: 'one', message: aMessage({ title: 'First matter' }) }));
    await adapter.post(outgoingOf({ key: 'two', message: aMessage({ title: 'Second matter' }) }));

    await adapter.post(outgoingOf({ key: 'reply', place: 'reply', root: 'one', message: aMessage({ title: 'More' }) }));

    expect(text()).toContain('in the thread of: First matter\n\n    ▌ More\n');
  });

  it('draws the counts of a week in one line, days without any left out, and says other pictures in words', async () => {
    const { adapter, text } = aTerminal();
    const alt =
      'Follow-ups per day, 4 in all. Mon 16 Feb: 3 (bans 1, probe 2); Tue 17 Feb: 0; Wed 18 Feb: 1. All on: probe.';
    const blocks = [alt, 'A map.'].map((words) => ({ type: 'picture' as const, svg: '<svg/>', alt: words }));

    await adapter.post(outgoingOf({ channel: '', message: aMessage({ title: 'Week', blocks }) }));

    expect(text()).toBe(`
▌ Week
▌ Follow-ups per day, 4 in all
▌ Mon 16 Feb █ 3 · Wed 18 Feb ▃ 1
▌ All on: probe.
▌ A map.
`);
  });

  it('gives each field a line of its own where they do not fit side by side', async () => {
    const { adapter, text } = aTerminal();
    const fields = ['One', 'Two'].map((name) => ({ name, value: ['a value of some thirty characters'] }));

    await adapter.post(
      outgoingOf({ channel: '', message: aMessage({ title: 'T', blocks: [{ type: 'fields', fields }] }) }),
    );

    expect(text()).toBe('\n▌ T\n▌ One: a value of some thirty characters\n▌ Two: a value of some thirty characters\n');
  });

  it('lets no control character of a feed through, in colour or without', async () => {
    const hostile = messageOf(
      'a\u001B[2J\u001B]8;;https://evil.example\u0007b\u0000\u009B31m\u202E',
      'https://news.example/a',
    );
    const plain = aTerminal();
    const coloured = aTerminal({ colour: true });

    await plain.adapter.post(outgoingOf({ message: hostile }));
    await coloured.adapter.post(outgoingOf({ message: hostile }));

    expect(plain.text()).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
    expect(coloured.text().replace(/\u001B\[\d+m/g, '')).toBe(plain.text());
  });

  it('puts links behind words where the terminal knows them', async () => {
    const { adapter, text } = aTerminal({ hyperlinks: true });

    await adapter.post(outgoingOf({ channel: '', message: aMessage({ title: 'Go', link: 'https://news.example/a' }) }));

    expect(text()).toBe('\n▌ \u001B]8;;https://news.example/a\u001B\\Go\u001B]8;;\u001B\\\n');
  });

  it('takes a terminal that cannot be written to for a refusal', async () => {
    const write = (): never => {
      throw new Error('EPIPE');
    };
    const { adapter } = aTerminal({ write });

    expect(await adapter.post(outgoingOf({}))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('EPIPE'),
    });
  });
});

describe('terminalOf', () => {
  it.each([
    [{ isTTY: true, columns: 100 }, {}, { width: 100, colour: true, hyperlinks: false }],
    [{ isTTY: true, columns: 300 }, { VTE_VERSION: '7006' }, { width: 120, colour: true, hyperlinks: true }],
    [{ isTTY: true }, { NO_COLOR: '1' }, { width: 80, colour: false, hyperlinks: false }],
    [{ isTTY: true }, { TERM: 'dumb', TERM_PROGRAM: 'vscode' }, { width: 80, colour: false, hyperlinks: false }],
    [{}, {}, { width: 80, colour: false, hyperlinks: false }],
    [{}, { FORCE_COLOR: '1' }, { width: 80, colour: true, hyperlinks: false }],
  ])('reads %j with %j', (stream, environment, terminal) => {
    expect(terminalOf(stream, environment)).toEqual(terminal);
  });
});
