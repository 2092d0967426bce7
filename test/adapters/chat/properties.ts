import { Parser } from 'htmlparser2';

/** The properties of injection.json as checks: each names what is wrong, or is empty. */

/** Every string under keys that a reader sees, with the key it stands under. */
export function shownIn(node: unknown, keys: ReadonlySet<string>): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? (keys.has(key) ? [value] : []) : shownIn(value, keys),
  );
}

export const TEXT_FAULTS: Readonly<Record<string, RegExp>> = {
  noBidi: /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/,
  noZeroWidth: /[\u200B\u2060-\u2064\uFEFF\u00AD\u180E\u3164]/,
  noTags: /[\u{E0000}-\u{E0FFF}]/u,
  noCtrl: /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/,
  marks: /\p{M}{4}/u,
  wellFormed: /\p{Surrogate}/u,
};

export function textFaults(text: string): readonly string[] {
  return Object.entries(TEXT_FAULTS).flatMap(([name, pattern]) => (pattern.test(text) ? [`${name}: ${text}`] : []));
}

export function urlFaults(address: string): readonly string[] {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return [`unreadable: ${address}`];
  const sound =
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    /[^.]\.[^.]/.test(url.hostname) &&
    url.username === '' &&
    url.password === '' &&
    !/[\s\u0000-\u001F\u007F-\u009F]/.test(address);
  return sound ? [] : [`unsafe: ${address}`];
}

/** What Slack would read as markup in its text, or parse in its blocks. */
export function slackInjections(payload: object): readonly string[] {
  const flat = JSON.stringify(payload);
  const text = shownIn({ text: 'text' in payload ? payload.text : '' }, new Set(['text'])).join('');
  const types = shownIn(payload, new Set(['type']));
  return [
    ...(/[<>]|&(?!amp;|lt;|gt;)/.test(text) ? [`text.escaped: ${text}`] : []),
    ...(/<[!@#]/.test(flat) ? [`noPing: ${flat}`] : []),
    ...types.filter((type) => !SLACK_TYPES.has(type)).map((type) => `an element of type ${type}`),
    ...['mrkdwn', 'link_names', 'unfurl_links', 'unfurl_media'].flatMap((flag) =>
      Reflect.get(payload, flag) === false ? [] : [`flags: ${flag}`],
    ),
  ];
}

const SLACK_TYPES = new Set([
  'rich_text',
  'rich_text_section',
  'rich_text_list',
  'text',
  'link',
  'date',
  'plain_text',
  'image',
  'actions',
  'button',
]);

/** What Discord would format or mention in a text field; we use no markup of our own, so every sign must be escaped. */
export function discordInjections(text: string): readonly string[] {
  const bare = text.replace(/\\[^0-9A-Za-z\s]/g, 'x');
  return [
    ...(/[*_~`|#<>]|\]\(/.test(bare) ? [`markup: ${text}`] : []),
    ...(/https?:\/\//.test(bare) ? [`a link of its own: ${text}`] : []),
  ];
}

/** What Discord would show as a list; a footer knows none. */
export function discordLists(text: string): readonly string[] {
  const bare = text.replace(/\\[^0-9A-Za-z\s]/g, 'x');
  return /^\s*(?:[-+]|\d+\.)\s/m.test(bare) ? [`a list: ${text}`] : [];
}

/** What a mail program would make of a mail's page beside text: whatever is not one of our own few tags. */
export function mailInjections(page: string): readonly string[] {
  const faults: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!MAIL_TAGS.has(name)) faults.push(`a tag: ${name}`);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute === 'href') faults.push(...urlFaults(value));
        else if (!['alt', 'charset', 'style'].includes(attribute)) faults.push(`an attribute: ${attribute}`);
      }
    },
    ontext: (text) => faults.push(...textFaults(text)),
    oncomment: (comment) => faults.push(`a comment: ${comment}`),
  });
  parser.end(page);
  return faults;
}

const MAIL_TAGS = new Set(['html', 'head', 'meta', 'title', 'body', 'h1', 'h2', 'p', 'a', 'b', 'i', 'ul', 'li', 'br']);

/** What Discord shows for an escaped text. */
export function unescaped(text: string): string {
  return text.replace(/\\([^0-9A-Za-z\s])/g, '$1');
}
