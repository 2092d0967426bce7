import { readFileSync } from 'node:fs';
import { fileFaultOf, UserError } from '../src/errors.ts';
import type { ChatSettings, DiscordSettings, MailSettings, ProxySettings, SlackSettings } from './schema.ts';
import { type Secret, secret } from './secret.ts';

/** The process's environment, or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says: tokens, addresses, the database. */
export interface EnvironmentSettings {
  readonly chats: ChatSettings;
  readonly database: string | undefined;
  /** For the model that translates. */
  readonly modelKey: Secret | undefined;
  /** Used only where the configuration says so. */
  readonly proxy: ProxySettings | undefined;
}

/** Reads the variables of DESIGN's contract. Throws a UserError naming the variable that cannot be used. */
export function readEnvironment(env: Environment): EnvironmentSettings {
  const webhook = secretOf(env, 'WEBHOOK_SECRET');
  return {
    chats: { slack: slackOf(env), discord: discordOf(env), mail: mailOf(env), webhookSecret: webhook },
    database: secretOf(env, 'DATABASE_URL')?.reveal(),
    modelKey: secretOf(env, 'MODEL_API_KEY'),
    proxy: proxyOf(env),
  };
}

function slackOf(env: Environment): SlackSettings | undefined {
  const botToken = secretOf(env, 'SLACK_BOT_TOKEN');
  if (botToken === undefined) return undefined;
  return {
    botToken,
    appToken: secretOf(env, 'SLACK_APP_TOKEN'),
    signingSecret: secretOf(env, 'SLACK_SIGNING_SECRET'),
    port: portOf(env, 'SLACK_PORT'),
    apiUrl: addressOf(env, 'SLACK_API_URL'),
  };
}

function discordOf(env: Environment): DiscordSettings | undefined {
  const botToken = secretOf(env, 'DISCORD_BOT_TOKEN');
  if (botToken === undefined) return undefined;
  return {
    botToken,
    applicationId: settingOf(env, 'DISCORD_APPLICATION_ID'),
    guildId: settingOf(env, 'DISCORD_GUILD_ID'),
    apiUrl: addressOf(env, 'DISCORD_API_URL'),
  };
}

function mailOf(env: Environment): MailSettings | undefined {
  const url = secretOf(env, 'SMTP_URL');
  if (url === undefined) return undefined;
  const address = url.reveal();
  if (!URL.canParse(address) || !/^smtps?:$/.test(new URL(address).protocol)) {
    // The value itself is not shown: a password may stand in it.
    throw new UserError('SMTP_URL is no address of a mail server; expected smtps://USER:PASSWORD@HOST.', {
      hint: 'Use smtp://HOST:587 where the server wants STARTTLS; write an @ in a name or password as %40.',
    });
  }
  const from = secretOf(env, 'SMTP_FROM')?.reveal();
  if (from !== undefined && /@/.test(from)) return { url, from };
  throw new UserError(`SMTP_URL is set, but SMTP_FROM ${from === undefined ? 'is not' : 'is no address'}.`, {
    hint: 'Set SMTP_FROM to whom mails come from, such as news@example.org or Storywatch <news@example.org>.',
  });
}

/** In small letters too, as most programs read them. Undefined where there is no proxy. */
function proxyOf(env: Environment): ProxySettings | undefined {
  const setting = (name: string): string | undefined => settingOf(env, name) ?? settingOf(env, name.toLowerCase());
  const [http, https] = [setting('HTTP_PROXY'), setting('HTTPS_PROXY')];
  if (http === undefined && https === undefined) return undefined;
  return { http, https, except: setting('NO_PROXY') ?? '' };
}

function settingOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}

/** NAME, or the content of the file that NAME_FILE names. */
function secretOf(env: Environment, name: string): Secret | undefined {
  const value = settingOf(env, name);
  if (value !== undefined) return secret(value);
  const file = settingOf(env, `${name}_FILE`);
  if (file === undefined) return undefined;
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? undefined : secret(text);
  } catch (cause) {
    throw new UserError(`${name}_FILE is ${file}, which cannot be read: ${fileFaultOf(cause)}`, {
      hint: `Make the file readable for this user, or set ${name} itself.`,
      cause,
    });
  }
}

function portOf(env: Environment, name: string): number | undefined {
  const value = settingOf(env, name);
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UserError(`${name} is ${JSON.stringify(value)}; expected a port from 0 to 65535.`, {
    hint: `Try ${name}=3000.`,
  });
}

function addressOf(env: Environment, name: string): string | undefined {
  const value = settingOf(env, name);
  if (value === undefined || /^https?:\/\/[^\s]+$/.test(value)) return value;
  throw new UserError(`${name} is ${JSON.stringify(value)}; expected an http or https address.`, {
    hint: `Leave ${name} unset to use the platform itself.`,
  });
}
