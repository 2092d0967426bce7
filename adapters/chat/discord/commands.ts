import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import { type CommandCall, type Declaration, isInPlace, type Typing } from '../../../src/commands/command.ts';
import { CUSTOM_ID_PREFIX } from './render.ts';

const SUBCOMMAND = 1;
const STRING = 3;
const CHAT_INPUT = 1;

/** The application command that Discord registers: /story with one subcommand for each of ours. */
export function declarationOf(commands: readonly Declaration[]) {
  return {
    type: CHAT_INPUT,
    name: 'story',
    description: 'Look up the news stories that Storywatch follows',
    dm_permission: false,
    options: commands.map(({ name, description, arguments: parameters }) => ({
      type: SUBCOMMAND,
      name,
      description: description.slice(0, 100),
      options: parameters.map((parameter) => ({
        type: STRING,
        name: parameter.name,
        description: parameter.description.slice(0, 100),
        required: parameter.required,
        ...(parameter.suggests && { autocomplete: true }),
        ...(parameter.choices && { choices: parameter.choices.map((value) => ({ name: value, value })) }),
      })),
    })),
  } as const;
}

/** Who asks, and where. */
export function askedBy(interaction: Interaction) {
  return {
    platform: 'discord',
    channel: channelOf(interaction),
    user: interaction.user.id,
    userName: interaction.user.displayName,
    isAdmin: async () => interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    isIn: async (ids: readonly string[]) => rolesOf(interaction).some((role) => ids.includes(role)),
  };
}

function rolesOf({ member }: Interaction): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}

/** A slash command or a button press as a call; undefined for what is not ours. */
export function callOf(interaction: Interaction, commands: readonly Declaration[]): CommandCall | undefined {
  const asked = askedBy(interaction);
  if (interaction.isChatInputCommand() && interaction.commandName === 'story') {
    const name = interaction.options.getSubcommand(false) ?? 'help';
    const parameters = commands.find((command) => command.name === name)?.arguments ?? [];
    const values = parameters.map((parameter) => interaction.options.getString(parameter.name) ?? '');
    return { ...asked, command: name, text: values.filter((value) => value !== '').join(' ') };
  }
  if (interaction.isButton() && interaction.customId.startsWith(CUSTOM_ID_PREFIX)) {
    const [action = '', ...value] = interaction.customId.slice(CUSTOM_ID_PREFIX.length).split(':');
    return { ...asked, command: action, text: value.join(':') };
  }
  return undefined;
}

/** What is being typed below /story; undefined for what is not ours. */
export function typingOf(interaction: AutocompleteInteraction): Typing | undefined {
  const command = interaction.options.getSubcommand(false);
  if (interaction.commandName !== 'story' || command === null) return undefined;
  const { name: argument, value: typed } = interaction.options.getFocused(true);
  return { ...askedBy(interaction), command, argument, typed };
}

/** Whether the answer takes the place of the message under whose button it was asked. */
export function replacesMessage(interaction: Interaction, { command }: CommandCall): interaction is ButtonInteraction {
  return isInPlace(command) && interaction.isButton() && interaction.message.flags.has(MessageFlags.Ephemeral);
}

/** What is asked in a thread is asked in its channel, which is the destination. */
function channelOf({ channel, channelId }: Interaction): string {
  return (channel?.isThread() === true ? channel.parentId : channelId) ?? '';
}
