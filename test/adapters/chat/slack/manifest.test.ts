import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../../src/commands/index.ts';

const folder = resolve(import.meta.dirname, '../../../../adapters/chat/slack');
const manifest = JSON.parse(readFileSync(resolve(folder, 'manifest.json'), 'utf8'));
const guide = readFileSync(resolve(folder, '../../../docs/SLACK.md'), 'utf8');

describe('the manifest for Slack', () => {
  it('hints at every command', () => {
    const hints = String(manifest.features.slash_commands[0].usage_hint).split(' | ');

    expect(hints.map((hint) => hint.split(' ')[0])).toEqual(commands.map(({ name }) => name));
  });

  it('asks for the scopes that the guide explains, and no others', () => {
    const explained = [...guide.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
      cell.split(', ').map((scope) => scope.replaceAll('`', '')),
    );

    expect(explained.toSorted()).toEqual(manifest.oauth_config.scopes.bot.toSorted());
  });

  it('turns on what commands and buttons need', () => {
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
  });
});
