import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, parseConfig } from '../../config/load.ts';
import { UserError } from '../../src/errors.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../config/example.yaml');
const SMALLEST = 'stories:\n  - id: probe\n    seed: ./article.txt\n';

const parse = (text: string, env: Readonly<Record<string, string>> = {}) =>
  parseConfig(text, 'team.yaml', '/etc/storywatch', env);

function faultsOf(text: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    parse(text, env);
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n').map((line) => line.trim());
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('loads the example as it stands', () => {
    const config = loadConfig(EXAMPLE, {});

    expect(config.stories.map((story) => story.id)).toEqual(['platforms-probe']);
    expect(config.feeds.length).toBeGreaterThan(20);
    expect(config.feeds.every((feed) => feed.lang !== undefined && feed.url.startsWith('https://'))).toBe(true);
    expect(config.page).toEqual({ host: '127.0.0.1', port: 8420 });
  });

  it('knows the file by its whole path, also where a relative one with a folder was given', () => {
    expect(loadConfig(relative(process.cwd(), EXAMPLE), {}).file).toBe(EXAMPLE);
  });

  it('says what to do where the file is missing', () => {
    expect(() => loadConfig('/nowhere/storywatch.yaml', {})).toThrow(/\/nowhere\/storywatch.yaml cannot be read/);
  });
});

describe('parseConfig', () => {
  it('fills every key but stories with a default', () => {
    const config = parse(SMALLEST);

    expect(config).toMatchObject({
      file: '/etc/storywatch/team.yaml',
      database: '/etc/storywatch/storywatch.db',
      stories: [
        {
          id: 'probe',
          from: { kind: 'seeds', places: ['/etc/storywatch/article.txt'] },
          channels: [{ platform: 'console', channel: 'console' }],
        },
      ],
      feeds: [],
      digests: [],
      timeZone: 'UTC',
      alerts: { perHour: 12 },
      roles: { lookup: 'everyone', change: 'everyone' },
      quota: { perUser: 20, perChannel: 60 },
      graceMs: 30_000,
      everyMs: 600_000,
    });
  });

  it.each([
    ['admins', 'admins'],
    ['[U0123, "600000000000000001"]', ['U0123', '600000000000000001']],
    ['[admins, S0123]', ['admins', 'S0123']],
  ])('reads who may change things, and that others may look them up: %s', (written, change) => {
    expect(parse(`${SMALLEST}roles: { change: ${written} }\n`).roles).toEqual({ lookup: 'everyone', change });
  });

  it('lets those alone change things who may look them up, where nothing else is said', () => {
    expect(parse(`${SMALLEST}roles: { lookup: [S0123] }\n`).roles).toEqual({ lookup: ['S0123'], change: ['S0123'] });
    expect(parse(`${SMALLEST}roles: { lookup: [S0123], change: admins }\n`).roles).toEqual({
      lookup: ['S0123'],
      change: 'admins',
    });
  });

  it.each([
    [
      '{ lookup: admins, change: everyone }',
      'lookup is "admins", but roles.change is everyone, and who may change may look up too; narrow roles.change, or leave it out: it is then as roles.lookup.',
    ],
    [
      '{ change: [admins, "@policy"] }',
      'change[1] is "@policy"; expected admins, or the id of a user (U0123), a Slack user group (S0123) or a Discord role (123456789012345678).',
    ],
    [
      '{ lookup: [7] }',
      'lookup is [7]; expected everyone, admins, or a list of ids in quotes such as ["U0123", "S0123"].',
    ],
    [
      '{ change: some }',
      'change is "some"; expected everyone, admins, or a list of ids in quotes such as ["U0123", "S0123"].',
    ],
  ])('says what is wrong with roles: %s', (written, says) => {
    expect(faultsOf(`${SMALLEST}roles: ${written}\n`)).toEqual([
      'One thing is wrong with the configuration:',
      `team.yaml:4 roles.${says}`,
    ]);
  });

  it('reads channels, digests, quiet hours and feeds', () => {
    const config = parse(
      `${SMALLEST}    channels: [console, "slack:C0123"]
timeZone: Europe/Madrid
alerts: { quietHours: { from: "22:00", to: "07:00" } }
digests: [{ channel: "slack:C0123", day: monday, time: "08:30" }]
feeds: [{ url: "https://www.example.org/rss", lang: es, every: 1h }]
`,
      { SLACK_BOT_TOKEN: 'xoxb-1' },
    );

    expect(config.stories[0]?.channels[1]).toEqual({ platform: 'slack', channel: 'C0123' });
    expect(config.alerts).toEqual({
      perHour: 12,
      quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Madrid' },
    });
    expect(config.digests).toEqual([
      { target: { platform: 'slack', channel: 'C0123' }, day: 'monday', time: '08:30', timeZone: 'Europe/Madrid' },
    ]);
    expect(config.feeds[0]).toEqual({
      url: 'https://www.example.org/rss',
      name: 'example.org',
      lang: 'es',
      country: undefined,
      tier: 'other',
      everyMs: 3_600_000,
    });
  });

  it('reads which model is asked what texts mean, from a folder or by its name of the hub', () => {
    const asked = (model: string) =>
      parse(`${SMALLEST}relevance: { embeddings: { model: "${model}", prefix: "query: " } }\n`).embeddings;

    expect(parse(SMALLEST).embeddings).toBeUndefined();
    expect(asked('./models/e5')).toEqual({
      name: './models/e5',
      model: '/etc/storywatch/models/e5',
      isFolder: true,
      cache: '/etc/storywatch/models',
      precision: 'q8',
      pooling: 'mean',
      prefix: 'query: ',
      weight: 3,
    });
    expect(asked('Xenova/multilingual-e5-small')).toMatchObject({
      model: 'Xenova/multilingual-e5-small',
      isFolder: false,
    });
    expect(faultsOf(`${SMALLEST}relevance: { embeddings: { model: "https://example.org/e5" } }\n`)).toContain(
      'team.yaml:4 relevance.embeddings.model is "https://example.org/e5"; expected a folder such as ./models/e5, or a name of the hub such as OWNER/NAME.',
    );
  });

  it('reads which model translates, with its key from the environment alone', () => {
    const text = `${SMALLEST}translation: { url: "http://127.0.0.1:11434/v1", model: qwen3, languages: [es, fr] }\n`;
    const { translation } = parse(text, { MODEL_API_KEY: 'sk-1' });

    expect(parse(SMALLEST).translation).toBeUndefined();
    expect({ ...translation, key: translation?.key?.reveal() }).toEqual({
      url: 'http://127.0.0.1:11434/v1',
      model: 'qwen3',
      languages: ['es', 'fr'],
      timeoutMs: 20_000,
      key: 'sk-1',
    });
    expect(JSON.stringify(translation)).not.toContain('sk-1');
    expect(faultsOf(text.replace('http://127', 'file://127'))).toContain(
      'team.yaml:4 translation.url is "file://127.0.0.1:11434/v1"; expected an http or https address such as http://127.0.0.1:11434/v1.',
    );
    expect(faultsOf(text.replace('model: qwen3', 'model: qwen3, key: sk-1')).join()).toContain('translation.key');
  });

  it('reports all faults at once, each with line, key, value, expectation and remedy', () => {
    const faults = faultsOf(`stories:
  - id: probe
    seed: ./article.txt
    channels: [irc:news]
timeZone: Europe/Atlantis
feeds:
  - url: ftp://example.org/rss
    every: 10s
`);

    expect(faults).toEqual([
      '4 things are wrong with the configuration:',
      'team.yaml:4 stories[0].channels[0] is "irc:news"; expected console or PLATFORM:CHANNEL with one of console, slack, discord, webhook, mail, teams, such as slack:C0123.',
      'team.yaml:7 feeds[0].url is "ftp://example.org/rss"; expected an http or https address.',
      'team.yaml:8 feeds[0].every is "10s"; expected a wait of at least 60s such as 10m or 1h.',
      'team.yaml:5 timeZone is "Europe/Atlantis"; expected an IANA time zone such as Europe/Madrid.',
    ]);
  });

  it('refuses an unknown key at its line', () => {
    expect(faultsOf(`${SMALLEST}chanels: [console]\n`)).toEqual([
      'One thing is wrong with the configuration:',
      'team.yaml:4 chanels is not a key that Storywatch knows; remove it or check its spelling.',
    ]);
  });

  it('says what is missing', () => {
    expect(faultsOf('feeds: []\n')[1]).toBe('team.yaml:1 stories is missing; expected a list.');
    expect(faultsOf('')[1]).toBe('team.yaml:1 stories is missing; expected a list.');
    expect(faultsOf('stories:\n  - id: probe\n')[1]).toBe(
      'team.yaml:2 stories[0] has neither a seed nor a profile; expected one of them. Add seed: ./article.txt.',
    );
  });

  it('points at the line where the text is not YAML', () => {
    expect(faultsOf('stories: [\n  - id: "x\n')[0]).toMatch(/^team\.yaml:\d+:\d+ is not YAML: /);
  });

  it('asks for the token that a channel needs', () => {
    expect(faultsOf(`${SMALLEST}    channels: ["discord:1"]\n`)[1]).toBe(
      'team.yaml:4 stories[0].channels[0] is "discord:1", but DISCORD_BOT_TOKEN is not set; set it, or use console.',
    );
  });

  it('refuses twins: stories of one id, feeds of one address', () => {
    const faults = faultsOf(`stories:
  - { id: a, seed: ./a.txt }
  - { id: a, seed: ./b.txt }
feeds:
  - url: https://example.org/rss
  - url: http://example.org/rss/
`);

    expect(faults.slice(1)).toEqual([
      'team.yaml:3 stories[1].id is "a", which an earlier story has; expected an id of its own.',
      'team.yaml:6 feeds[1].url is "http://example.org/rss/", which stands in the list already; remove one of the two.',
    ]);
  });

  it('lets a server of our own be polled more often', () => {
    const text = `${SMALLEST}feeds: [{ url: "http://127.0.0.1:8000/rss", every: 2s }]\nnetwork: { allowPrivate: ["127.0.0.1"] }\n`;

    expect(parse(text).feeds[0]?.everyMs).toBe(2_000);
    expect(faultsOf(text.replace('127.0.0.1"]', '10.0.0.1"]'))[1]).toMatch(
      /^team.yaml:4 feeds\[0\].every is "2s"; expected a wait of at least 60s/,
    );
  });

  it('lets DATABASE_URL win over the file', () => {
    expect(parse(SMALLEST, { DATABASE_URL: '/data/storywatch.db' }).database).toBe('/data/storywatch.db');
  });

  it('reads a secret from the file that NAME_FILE names, and never prints it', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'storywatch-')), 'token');
    writeFileSync(file, 'xoxb-secret\n');

    const config = parse(SMALLEST, { SLACK_BOT_TOKEN_FILE: file });

    expect(config.chats.slack?.botToken.reveal()).toBe('xoxb-secret');
    expect(JSON.stringify(config)).not.toContain('xoxb');
    expect(`${config.chats.slack?.botToken}`).toBe('•••');
  });

  it('takes mail with its server and its sender, from files too', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'storywatch-')), 'smtp');
    writeFileSync(file, 'smtps://news:geheim@mail.example.org\n');
    const text = `${SMALLEST}    channels: ["mail:team@example.org"]\n`;

    const config = parse(text, { SMTP_URL_FILE: file, SMTP_FROM: 'Storywatch <news@example.org>' });

    expect(config.stories[0]?.channels).toEqual([{ platform: 'mail', channel: 'team@example.org' }]);
    expect(config.chats.mail?.url.reveal()).toBe('smtps://news:geheim@mail.example.org');
    expect(JSON.stringify(config)).not.toContain('geheim');
    expect(faultsOf(text)[1]).toMatch(/is "mail:team@example.org", but SMTP_URL is not set/);
    expect(faultsOf(text.replace('team@', ''), { SMTP_URL_FILE: file, SMTP_FROM: 'a@b.c' })[1]).toMatch(
      /is "mail:example.org"; expected mail: with one address/,
    );
    expect(() => parse(text, { SMTP_URL: 'smtps://host' })).toThrow('SMTP_URL is set, but SMTP_FROM is not.');
    expect(() => parse(text, { SMTP_URL: 'geheim@host', SMTP_FROM: 'a@b.c' })).toThrow(
      /^(?!.*geheim).*no address of a/,
    );
  });

  it('names the variable whose file cannot be read, or whose value is no port', () => {
    expect(() => parse(SMALLEST, { SLACK_BOT_TOKEN_FILE: '/nowhere' })).toThrow(
      /SLACK_BOT_TOKEN_FILE is \/nowhere, which cannot be read/,
    );
    expect(() => parse(SMALLEST, { SLACK_BOT_TOKEN: 'x', SLACK_PORT: 'many' })).toThrow(
      /SLACK_PORT is "many"; expected a port/,
    );
  });
});
