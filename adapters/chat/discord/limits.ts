import type { Limits } from '../../../src/message/fit.ts';
import { escapedLength } from './escape.ts';
import type { DiscordPayload, Embed } from './payload.ts';

/** What Discord takes, each number with the page that states it. */
export const DISCORD = {
  /** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
  title: 256,
  description: 4_096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1_024,
  footer: 2_048,
  /** Titles, descriptions, field names and values and footers of all embeds of a message. */
  all: 6_000,
  /** https://docs.discord.com/developers/resources/message#create-message-jsonform-params */
  embeds: 10,
  nonce: 25,
  /** https://docs.discord.com/developers/components/reference#action-row and #button */
  rows: 5,
  rowButtons: 5,
  label: 80,
  customId: 100,
  /** https://docs.discord.com/developers/components/reference#text-input and /interactions/receiving-and-responding#modal */
  modalTitle: 45,
  modalLabel: 45,
  placeholder: 100,
  /** https://docs.discord.com/developers/resources/message#attachment-object */
  attachmentDescription: 1_024,
  /** https://docs.discord.com/developers/reference#uploading-files: 10 MiB a file for a bot. */
  fileBytes: 10 * 1024 * 1024,
  /** https://docs.discord.com/developers/resources/channel#start-thread-from-message */
  threadName: 100,
} as const;

/** The same as shorten() reads it. A button shows about 38 characters of its label. */
export const DISCORD_LIMITS: Limits = {
  title: DISCORD.title - 2,
  line: 900,
  name: 200,
  total: 4_800,
  blocks: 40,
  items: 25,
  fields: 9,
  buttons: DISCORD.rows * DISCORD.rowButtons,
  label: 38,
  alt: 900,
  overhead: 8,
  cost: escapedLength,
};

/** What Discord would refuse in a payload, in words; empty for a good one. */
export function discordFaults(payload: DiscordPayload): readonly string[] {
  const faults: string[] = [];
  const check = (ok: boolean, fault: string): void => {
    if (!ok) faults.push(fault);
  };
  check(payload.embeds.length >= 1 && payload.embeds.length <= DISCORD.embeds, `${payload.embeds.length} embeds`);
  check(payload.embeds.reduce((sum, embed) => sum + lengthOf(embed), 0) <= DISCORD.all, 'all embeds are too long');
  for (const embed of payload.embeds) {
    check(isWithin(embed.title, DISCORD.title), 'the length of a title');
    check(isWithin(embed.description, DISCORD.description), 'the length of a description');
    check(isWithin(embed.footer?.text, DISCORD.footer), 'the length of a footer');
    check((embed.fields ?? []).length <= DISCORD.fields, 'the number of fields');
    check(lengthOf(embed) > 0 || embed.image !== undefined, 'an empty embed');
    for (const { name, value } of embed.fields ?? []) {
      check(isWithin(name, DISCORD.fieldName) && isWithin(value, DISCORD.fieldValue), 'the length of a field');
    }
  }
  const links = payload.embeds.flatMap(({ url }) => (url === undefined ? [] : [url]));
  check(new Set(links).size === links.length, 'two embeds with one address collapse into one');
  check(payload.components.length <= DISCORD.rows, 'the number of rows');
  const buttons = payload.components.flatMap(({ components }) => components);
  check(new Set(buttons.map((button) => button.custom_id)).size === buttons.length, 'equal custom_ids');
  for (const row of payload.components) {
    check(row.components.length >= 1 && row.components.length <= DISCORD.rowButtons, 'the number of buttons in a row');
  }
  for (const button of buttons) {
    check(isWithin(button.label, DISCORD.label) && isWithin(button.custom_id, DISCORD.customId), 'a long button');
  }
  for (const { description } of payload.attachments ?? []) {
    check(isWithin(description, DISCORD.attachmentDescription), 'the description of a picture');
  }
  return faults;
}

function isWithin(text: string | undefined, max: number): boolean {
  return text === undefined || (text.length >= 1 && text.length <= max);
}

function lengthOf(embed: Embed): number {
  const fields = (embed.fields ?? []).reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return (embed.title?.length ?? 0) + (embed.description?.length ?? 0) + (embed.footer?.text.length ?? 0) + fields;
}
