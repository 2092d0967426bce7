/** The parts of Block Kit that we send. Feed text stands only in rich_text, which Slack does not parse. */
export interface SlackPayload {
  /** Escaped; what notifications and screen readers say. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly mrkdwn: false;
  readonly link_names: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

export type SlackBlock =
  | { readonly type: 'rich_text'; readonly elements: readonly RichElement[] }
  | { readonly type: 'image'; readonly slack_file: { readonly id: string }; readonly alt_text: string }
  | { readonly type: 'actions'; readonly elements: readonly SlackButton[] };

export type RichElement =
  | { readonly type: 'rich_text_section'; readonly elements: readonly RichSpan[] }
  | { readonly type: 'rich_text_list'; readonly style: 'bullet'; readonly elements: readonly RichSection[] };

export type RichSection = { readonly type: 'rich_text_section'; readonly elements: readonly RichSpan[] };

export type RichSpan =
  | { readonly type: 'text'; readonly text: string; readonly style?: RichStyle }
  | { readonly type: 'link'; readonly url: string; readonly text: string; readonly style?: RichStyle }
  | { readonly type: 'date'; readonly timestamp: number; readonly format: string; readonly fallback: string };

export interface RichStyle {
  readonly bold?: true;
  readonly italic?: true;
}

export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

export interface SlackButton {
  readonly type: 'button';
  readonly text: PlainText;
  readonly action_id: string;
  readonly value: string;
}
