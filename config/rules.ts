import { modelHasAPlace } from './embeddings.ts';
import type { Fault } from './fault.ts';
import { shown } from './fault.ts';
import { changesAreLookups, rolesAreIds } from './role-rules.ts';
import {
  channelRef,
  durationMs,
  isPostgres,
  isMailAddress,
  isTimeOfDay,
  isTimeZone,
  isWebAddress,
  PLATFORMS,
} from './parts.ts';
import type { ChatSettings, WrittenConfig } from './schema.ts';
import { modelHasAnAddress } from './translation.ts';

/** One thing that must hold across fields. It returns every fault it finds. */
export type Rule = (written: WrittenConfig, chats: ChatSettings) => readonly Fault[];

type Path = readonly (string | number)[];

function channelsOf(written: WrittenConfig): readonly { readonly path: Path; readonly text: string }[] {
  return [
    ...written.stories.flatMap((story, s) =>
      story.channels.map((text, c) => ({ path: ['stories', s, 'channels', c], text })),
    ),
    ...written.digests.map((digest, d) => ({ path: ['digests', d, 'channel'], text: digest.channel })),
  ];
}

const storyHasOneSource: Rule = ({ stories }) =>
  stories.flatMap((story, s) => {
    if ((story.seed === undefined) !== (story.profile === undefined)) return [];
    const says =
      story.seed === undefined
        ? 'has neither a seed nor a profile; expected one of them. Add seed: ./article.txt'
        : 'has a seed and a profile; expected one of them. Remove seed: to use the edited profile';
    return [{ path: ['stories', s], says }];
  });

const storyIdsDiffer: Rule = ({ stories }) =>
  stories.flatMap((story, s) =>
    stories.findIndex((other) => other.id === story.id) < s
      ? [
          {
            path: ['stories', s, 'id'],
            says: `is ${shown(story.id)}, which an earlier story has; expected an id of its own`,
          },
        ]
      : [],
  );

const channelsAreKnown: Rule = (written) =>
  channelsOf(written)
    .filter(({ text }) => channelRef(text) === undefined)
    .map(({ path, text }) => ({
      path,
      says: `is ${shown(text)}; expected console or PLATFORM:CHANNEL with one of ${PLATFORMS.join(', ')}, such as slack:C0123`,
    }));

/** Platforms whose channels are addresses. */
const HOOKS: ReadonlySet<string> = new Set(['webhook', 'teams']);

const webhooksAreAddresses: Rule = (written) =>
  channelsOf(written).flatMap(({ path, text }) => {
    const ref = channelRef(text);
    if (ref === undefined || !HOOKS.has(ref.platform) || isWebAddress(ref.channel)) return [];
    return [{ path, says: `is ${shown(text)}; expected ${ref.platform}: with an http or https address` }];
  });

const mailsHaveAddresses: Rule = (written) =>
  channelsOf(written).flatMap(({ path, text }) => {
    const ref = channelRef(text);
    if (ref?.platform !== 'mail' || isMailAddress(ref.channel)) return [];
    return [{ path, says: `is ${shown(text)}; expected mail: with one address, such as mail:team@example.org` }];
  });

const platformsHaveTokens: Rule = (written, chats) =>
  channelsOf(written).flatMap(({ path, text }) => {
    const platform = channelRef(text)?.platform;
    if (platform === 'slack' && chats.slack === undefined) {
      return [{ path, says: `is ${shown(text)}, but SLACK_BOT_TOKEN is not set; set it (xoxb-…), or use console` }];
    }
    if (platform === 'discord' && chats.discord === undefined) {
      return [{ path, says: `is ${shown(text)}, but DISCORD_BOT_TOKEN is not set; set it, or use console` }];
    }
    if (platform === 'mail' && chats.mail === undefined) {
      return [
        {
          path,
          says: `is ${shown(text)}, but SMTP_URL is not set; set it (smtps://user:password@host), or use console`,
        },
      ];
    }
    if (platform === 'webhook' && chats.webhookSecret === undefined) {
      return [
        { path, says: `is ${shown(text)}, but WEBHOOK_SECRET is not set; set it (whsec_…), it signs every post` },
      ];
    }
    return [];
  });

const feedsAreAddresses: Rule = ({ feeds }) =>
  feeds.flatMap((feed, f) =>
    isWebAddress(feed.url)
      ? []
      : [{ path: ['feeds', f, 'url'], says: `is ${shown(feed.url)}; expected an http or https address` }],
  );

/** http and https twins of one feed stand in many lists; polled both, they would double every item's way. */
const feedsDiffer: Rule = ({ feeds }) => {
  const bare = feeds.map((feed) => feed.url.replace(/^https?:\/\//, '').replace(/\/$/, ''));
  return bare.flatMap((url, f) =>
    bare.indexOf(url) < f
      ? [
          {
            path: ['feeds', f, 'url'],
            says: `is ${shown(feeds[f]?.url)}, which stands in the list already; remove one of the two`,
          },
        ]
      : [],
  );
};

const POLITE_MS = 60_000;
const OWN_SERVER_MS = 1_000;

/** Strangers' servers are asked once a minute at most; a server that `network.allowPrivate` names is the team's own. */
const waitsAreDurations: Rule = ({ every, feeds, network }) => {
  const own = (url: string): boolean => {
    const { hostname, host } = URL.canParse(url) ? new URL(url) : { hostname: '', host: '' };
    return network.allowPrivate.some((entry) => entry === hostname || entry === host);
  };
  const faults = (path: Path, text: string, leastMs: number): readonly Fault[] =>
    (durationMs(text) ?? 0) >= leastMs
      ? []
      : [{ path, says: `is ${shown(text)}; expected a wait of at least ${leastMs / 1_000}s such as 10m or 1h` }];
  return [
    ...faults(['every'], every, POLITE_MS),
    ...feeds.flatMap((feed, f) =>
      feed.every === undefined
        ? []
        : faults(['feeds', f, 'every'], feed.every, own(feed.url) ? OWN_SERVER_MS : POLITE_MS),
    ),
  ];
};

const timesAreTimes: Rule = ({ digests, alerts }) => {
  const quiet = alerts.quietHours;
  const times: readonly { readonly path: Path; readonly text: string }[] = [
    ...digests.map((digest, d) => ({ path: ['digests', d, 'time'], text: digest.time })),
    ...(quiet === undefined
      ? []
      : [
          { path: ['alerts', 'quietHours', 'from'], text: quiet.from },
          { path: ['alerts', 'quietHours', 'to'], text: quiet.to },
        ]),
  ];
  return times
    .filter(({ text }) => !isTimeOfDay(text))
    .map(({ path, text }) => ({
      path,
      says: `is ${shown(text)}; expected a time of day from 00:00 to 23:59, in quotes: "09:00"`,
    }));
};

const timeZonesExist: Rule = ({ timeZone, digests }) => {
  const zones: readonly { readonly path: Path; readonly text: string | undefined }[] = [
    { path: ['timeZone'], text: timeZone },
    ...digests.map((digest, d) => ({ path: ['digests', d, 'timeZone'], text: digest.timeZone })),
  ];
  return zones.flatMap(({ path, text }) =>
    text === undefined || isTimeZone(text)
      ? []
      : [{ path, says: `is ${shown(text)}; expected an IANA time zone such as Europe/Madrid` }],
  );
};

const databaseIsServed: Rule = ({ database }) =>
  isPostgres(database)
    ? [
        {
          path: ['database'],
          says: 'is a Postgres address, which this version does not serve yet; expected a file such as ./storywatch.db',
        },
      ]
    : [];

/** Every rule, in the order in which its faults are shown. */
export const RULES: readonly Rule[] = [
  storyHasOneSource,
  storyIdsDiffer,
  channelsAreKnown,
  webhooksAreAddresses,
  mailsHaveAddresses,
  platformsHaveTokens,
  feedsAreAddresses,
  feedsDiffer,
  waitsAreDurations,
  timesAreTimes,
  timeZonesExist,
  modelHasAPlace,
  modelHasAnAddress,
  databaseIsServed,
  rolesAreIds,
  changesAreLookups,
];
