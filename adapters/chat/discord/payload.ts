/** The parts of a Discord message that we send: `POST /channels/:id/messages`. */
export interface DiscordPayload {
  readonly embeds: readonly Embed[];
  readonly components: readonly ActionRow[];
  /** No mention acts, whatever the text says. */
  readonly allowed_mentions: { readonly parse: readonly [] };
  readonly attachments?: readonly Attachment[];
}

export interface Embed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly color: number;
  readonly fields?: readonly EmbedField[];
  readonly footer?: { readonly text: string };
  readonly image?: { readonly url: string };
}

export interface EmbedField {
  readonly name: string;
  readonly value: string;
  readonly inline: boolean;
}

export interface ActionRow {
  readonly type: 1;
  readonly components: readonly ButtonComponent[];
}

export interface ButtonComponent {
  readonly type: 2;
  readonly style: 2;
  readonly label: string;
  readonly custom_id: string;
}

export interface Attachment {
  readonly id: number;
  readonly filename: string;
  /** What a picture shows, for who cannot see it. */
  readonly description?: string;
}
