import { z } from 'zod';
import type { QuotaSettings } from '../src/app/quota.ts';
import type { AlertPolicy } from '../src/alerts/policy.ts';
import type { DigestSchedule } from '../src/digest/week.ts';
import type { Roles } from '../src/commands/permission.ts';
import type { Feed } from '../src/feeds/feed.ts';
import type { StoryId } from '../src/ids.ts';
import type { ChannelRef } from '../src/story/story.ts';
import { type EmbeddingsSettings, WrittenEmbeddings } from './embeddings.ts';
import type { Secret } from './secret.ts';
import { type TranslationSettings, WrittenTranslation } from './translation.ts';

const WrittenWho = z.union([z.enum(['everyone', 'admins']), z.array(z.string()).min(1)], {
  error: 'expected everyone, admins, or a list of ids in quotes such as ["U0123", "S0123"]',
});

/** What a person writes in storywatch.yaml. Every key but `stories` has a default; unknown keys are refused. */
export const WrittenConfig = z.strictObject({
  /** A file, or a postgres:// address; DATABASE_URL wins. */
  database: z.string().min(1).default('./storywatch.db'),
  stories: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(
            /^[a-z0-9][a-z0-9-]{0,63}$/,
            'expected lower-case letters, digits and hyphens, such as platforms-probe',
          ),
        /** Files or addresses of the article; one to three. */
        seed: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(3)]).optional(),
        profile: z.string().min(1).optional(),
        channels: z.array(z.string()).min(1).default(['console']),
      }),
    )
    .min(1),
  feeds: z
    .array(
      z.strictObject({
        url: z.string(),
        name: z.string().min(1).optional(),
        lang: z
          .string()
          .regex(/^[a-z]{2}$/, 'expected a two-letter language code such as es')
          .optional(),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/, 'expected a two-letter country code such as ES')
          .optional(),
        tier: z.enum(['authority', 'agency', 'national', 'other']).default('other'),
        every: z.string().optional(),
      }),
    )
    .default([]),
  /** An OPML file with more feeds. */
  opml: z.string().min(1).optional(),
  /** The wait between two polls of a feed that does not name its own: `10m`, `1h`. */
  every: z.string().default('10m'),
  digests: z
    .array(
      z.strictObject({
        channel: z.string(),
        day: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']).default('friday'),
        time: z.string().default('09:00'),
        timeZone: z.string().optional(),
      }),
    )
    .default([]),
  /** IANA name; for quiet hours, digests that name none, and the times that are shown. */
  timeZone: z.string().default('UTC'),
  alerts: z
    .strictObject({
      /** Root messages and replies an hour and channel; what is over waits for the digest. */
      perHour: z.number().int().min(1).max(1_000).default(12),
      quietHours: z.strictObject({ from: z.string(), to: z.string() }).optional(),
    })
    .prefault({}),
  roles: z
    .strictObject({
      /** Who may ask: ids are the platform's, such as U0123. */
      lookup: WrittenWho.default('everyone'),
      /** Who may teach, mute, undo, edit and follow stories; left out: as `lookup`. */
      change: WrittenWho.optional(),
    })
    .prefault({}),
  lookups: z
    .strictObject({
      /** Questions a minute of one user; as many can come at once. */
      perMinute: z.number().int().min(1).max(1_000).default(20),
      /** The same of all users of one channel together. */
      perMinuteInChannel: z.number().int().min(1).max(10_000).default(60),
    })
    .prefault({}),
  network: z
    .strictObject({
      /** Hosts, or host:port, that the address guard lets through; for local servers and tests. */
      allowPrivate: z.array(z.string().min(1)).default([]),
      /** environment: requests for feeds, articles and webhooks leave through HTTP_PROXY and HTTPS_PROXY, but for NO_PROXY. */
      proxy: z.enum(['none', 'environment']).default('none'),
    })
    .prefault({}),
  articles: z
    .strictObject({
      /** Borderline items of the last day are judged again by their articles. */
      secondLook: z.boolean().default(false),
    })
    .prefault({}),
  relevance: z
    .strictObject({
      /** A multilingual model that says what texts mean; left out: none is asked. */
      embeddings: WrittenEmbeddings.optional(),
    })
    .prefault({}),
  /** Left out: no language model is asked for anything. */
  translation: WrittenTranslation.optional(),
  delivery: z
    .strictObject({
      /** How long an attempt without an answer is left alone before its trace is looked for. */
      graceSeconds: z.number().min(1).max(600).default(30),
    })
    .prefault({}),
  page: z
    .union([
      z.literal(false),
      z.strictObject({
        host: z.string().default('127.0.0.1'),
        port: z.number().int().min(0).max(65_535).default(8420),
      }),
    ])
    .prefault({}),
  /** A folder with a team's own words: concepts.json, places.json. */
  lexicon: z.string().min(1).optional(),
  /** An address or a mail address that publishers can turn to; sent in the User-Agent. */
  contact: z.string().min(1).optional(),
});
export type WrittenConfig = z.infer<typeof WrittenConfig>;

/** The configuration as the program uses it: paths absolute, durations in milliseconds, secrets wrapped. */
export interface Config {
  readonly file: string;
  readonly database: string;
  readonly stories: readonly StoryConfig[];
  readonly feeds: readonly Feed[];
  /** A file with more feeds. */
  readonly opml: string | undefined;
  /** The wait between two polls of a feed that names none. */
  readonly everyMs: number;
  readonly digests: readonly DigestSchedule[];
  readonly timeZone: string;
  readonly alerts: AlertPolicy;
  /** Who may look things up from a chat, and who may change them. */
  readonly roles: Roles;
  /** Lookups a minute. */
  readonly quota: QuotaSettings;
  readonly network: { readonly allowPrivate: readonly string[]; readonly proxy: ProxySettings | undefined };
  readonly articles: { readonly secondLook: boolean };
  readonly embeddings: EmbeddingsSettings | undefined;
  readonly translation: TranslationSettings | undefined;
  /** Time after which an unanswered attempt is looked into. */
  readonly graceMs: number;
  readonly page: { readonly host: string; readonly port: number } | undefined;
  readonly lexicon: string | undefined;
  readonly contact: string | undefined;
  readonly chats: ChatSettings;
}

export interface StoryConfig {
  readonly id: StoryId;
  readonly from:
    | { readonly kind: 'seeds'; readonly places: readonly string[] }
    | { readonly kind: 'profile'; readonly path: string };
  readonly channels: readonly ChannelRef[];
}

/** As the environment gives them: HTTP_PROXY, HTTPS_PROXY, NO_PROXY. An address may hold a password. */
export interface ProxySettings {
  readonly http: string | undefined;
  readonly https: string | undefined;
  readonly except: string;
}

/** What the chat platforms need; present where their tokens are in the environment. */
export interface ChatSettings {
  readonly slack: SlackSettings | undefined;
  readonly discord: DiscordSettings | undefined;
  readonly mail: MailSettings | undefined;
  readonly webhookSecret: Secret | undefined;
}

export interface SlackSettings {
  readonly botToken: Secret;
  /** Socket Mode. */
  readonly appToken: Secret | undefined;
  /** HTTP mode, with a port. */
  readonly signingSecret: Secret | undefined;
  readonly port: number | undefined;
  readonly apiUrl: string | undefined;
}

export interface DiscordSettings {
  readonly botToken: Secret;
  readonly applicationId: string | undefined;
  /** Commands are registered for this guild alone; undefined: everywhere. */
  readonly guildId: string | undefined;
  readonly apiUrl: string | undefined;
}

export interface MailSettings {
  /** With the password. */
  readonly url: Secret;
  /** Whom the mails come from. */
  readonly from: string;
}
