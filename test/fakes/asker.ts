import { expect } from 'vitest';
import { discordFaults } from '../../adapters/chat/discord/limits.ts';
import { renderDiscord } from '../../adapters/chat/discord/render.ts';
import { slackFaults } from '../../adapters/chat/slack/limits.ts';
import { renderSlack } from '../../adapters/chat/slack/render.ts';
import { loadLexicon } from '../../config/lexicon.ts';
import { answer } from '../../src/app/answer.ts';
import { openDesk } from '../../src/app/desk.ts';
import { createTeacher } from '../../src/app/teacher.ts';
import type { CommandCall } from '../../src/commands/command.ts';
import type { CommandDeps } from '../../src/commands/deps.ts';
import type { Said } from '../../src/feedback/feedback.ts';
import type { FeedItem } from '../../src/feeds/item.ts';
import type { FeedbackId } from '../../src/ids.ts';
import type { Button, Message } from '../../src/message/message.ts';
import { toPlain } from '../../src/message/plain.ts';
import type { Store } from '../../src/ports.ts';
import type { Coverage } from '../../src/relevance/coverage.ts';
import { openWatch } from '../../src/relevance/watch.ts';
import type { Story } from '../../src/story/story.ts';
import { HOUR_MS } from '../../src/time.ts';
import { anItem, NOW } from './builders.ts';
import { createFakeClock } from './clock.ts';
import { commandDeps } from './deps.ts';
import { createFakeLog } from './log.ts';

/** Asks commands of a store, as a user of a Slack channel does; every answer is checked against the platforms' limits. */
export function createAsker(store: () => Store) {
  const log = createFakeLog();
  const clock = createFakeClock(NOW);
  let stories: readonly Story[] = [];

  const ask = async (
    line: string,
    asker: Partial<CommandCall> = {},
    own: Partial<CommandDeps> = {},
  ): Promise<Message> => {
    const [command = '', ...rest] = line.split(' ');
    const call = { platform: 'slack', channel: 'C0POLICY', user: 'U1', command, text: rest.join(' '), ...asker };
    const ports = { store: store(), clock, log };
    const teacher = async () => createTeacher(ports, await openDesk(ports, loadLexicon()));
    const deps = commandDeps(ports, {
      watch: () => openWatch(stories, loadLexicon()),
      teacher: {
        say: async (said: Said) => (await teacher()).say(said),
        undo: async (id: FeedbackId, user: string) => (await teacher()).undo(id, user),
      },
      timeZone: 'Europe/Madrid',
      ...own,
    });
    const message = await answer(call, deps);
    expect([
      ...slackFaults(renderSlack(message, { timeZone: 'UTC' })),
      ...discordFaults(renderDiscord(message, { timeZone: 'UTC' })),
    ]).toEqual([]);
    return message;
  };

  return {
    log,
    clock,
    ask,
    /** The answer as plain text, buttons at the end. */
    text: async (line: string): Promise<string> =>
      toPlain(await ask(line), { timeZone: 'Europe/Madrid', links: false, buttons: true }),
    async follow(...followed: readonly Story[]): Promise<void> {
      stories = followed;
      for (const story of followed) await store().stories.save(story);
    },
    async keep(...coverage: readonly Coverage[]): Promise<void> {
      await store().coverage.saveItems(coverage.map(({ item }) => item));
      await store().coverage.save(coverage);
    },
  };
}

/** An item that was reported and seen so many hours ago. */
export function hoursAgo(name: string, hours: number, changes: Partial<FeedItem> = {}): FeedItem {
  return anItem(name, { publishedAt: NOW - hours * HOUR_MS, firstSeenAt: NOW - hours * HOUR_MS, ...changes });
}

/** The buttons of a message, by label. */
export function buttonsIn({ blocks }: Message): ReadonlyMap<string, Button> {
  const buttons = blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  return new Map(buttons.map((button) => [button.label, button]));
}
