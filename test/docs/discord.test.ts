import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PermissionFlagsBits as bits } from 'discord.js';
import { expect, it } from 'vitest';

it('invites to Discord with the permissions that the guide explains, and no others', () => {
  const guide = readFileSync(resolve(import.meta.dirname, '../../docs/DISCORD.md'), 'utf8');
  const explained = [
    bits.ViewChannel,
    bits.SendMessages,
    bits.EmbedLinks,
    bits.AttachFiles,
    bits.CreatePublicThreads,
    bits.SendMessagesInThreads,
    bits.ReadMessageHistory,
  ];

  expect(guide).toContain(`&permissions=${explained.reduce((all, bit) => all | bit, 0n)}`);
});
