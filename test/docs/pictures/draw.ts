import { markOf } from '../../../adapters/chat/discord/key.ts';
import { renderDiscord } from '../../../adapters/chat/discord/render.ts';
import { renderSlack } from '../../../adapters/chat/slack/render.ts';
import type { Message } from '../../../src/message/message.ts';
import { drawDiscord } from './discord.ts';
import { playScene } from './scene.ts';
import { drawSlack } from './slack.ts';

/** The pictures of the guides, by file name in docs/pictures: what the real payloads of one scene look like. */
export async function drawPictures(): Promise<ReadonlyMap<string, string>> {
  const { alert, thread, lookup, digest } = await playScene();
  return new Map([
    ['slack-alert.svg', drawSlack(slack(alert), thread.map(slack))],
    ['slack-lookup.svg', drawSlack(slack(lookup), [], 'Only visible to you')],
    ['slack-digest.svg', drawSlack(slack(digest), [])],
    [
      'discord-alert.svg',
      drawDiscord(
        discord(alert),
        thread.map((reply) => discord(reply)),
      ),
    ],
    ['discord-lookup.svg', drawDiscord(discord(lookup, false), [], 'Only you can see this')],
    ['discord-digest.svg', drawDiscord(discord(digest), [])],
  ]);
}

function slack(message: Message) {
  const pictures = drawingsOf(message);
  return {
    payload: renderSlack(message, { timeZone: 'UTC', pictures: pictures.map(() => 'F1') }),
    pictures,
    isBroadcast: message.broadcast === true,
  };
}

function discord(message: Message, isPosted = true) {
  const pictures = drawingsOf(message);
  const names = pictures.map((_, at) => `${at}.png`);
  const mark = isPosted ? { mark: markOf(message.title) } : {};
  return {
    payload: renderDiscord(message, { timeZone: 'UTC', ...mark, pictures: names }),
    pictures,
    isBroadcast: message.broadcast === true,
  };
}

function drawingsOf({ blocks }: Message): readonly string[] {
  return blocks.flatMap((block) => (block.type === 'picture' ? [block.svg] : []));
}
