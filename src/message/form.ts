/**
 * Something to be filled in, free of any platform's markup; a modal where there are modals.
 * Every string is plain text from strangers until an adapter renders it.
 */
export interface Form {
  /** At most 24 characters. */
  readonly title: string;
  /** What is filled in here, such as a story's title. */
  readonly about: string;
  /** At most four, so that every platform takes them. */
  readonly fields: readonly FormField[];
  /** The button that sends it; at most 24 characters. */
  readonly submit: string;
  /** These come back as the command and the text of a call, together with the values. */
  readonly action: string;
  /** At most 80 characters. */
  readonly value: string;
}

export interface FormField {
  /** Names the value that comes back; letters alone. */
  readonly id: string;
  /** At most 45 characters. */
  readonly label: string;
  /** How it is filled in; at most 100 characters. */
  readonly hint: string;
  /** What stands in it already; at most FIELD_LENGTH characters. */
  readonly value: string;
  readonly isLong: boolean;
  /** What is wrong with the value. */
  readonly fault?: string;
}

/** What the strictest platform takes as one value. */
export const FIELD_LENGTH = 3_000;
