import type { Form } from '../message/form.ts';
import type { Message } from '../message/message.ts';

/** Who asks, and where. */
export interface Asker {
  readonly platform: string;
  readonly channel: string;
  /** Opaque; for the audit log. */
  readonly user: string;
  /** What others call the user, where the platform says it. */
  readonly userName?: string;
  /**
   * Whether the user runs the workspace or server; asked only where that matters. Left out: nobody knows, so no.
   * Throws a UserError where the platform does not say; so does `isIn`.
   */
  readonly isAdmin?: () => Promise<boolean>;
  /** Whether the user is in one of these groups, or has one of these roles; ids that are none of the platform's are passed over. */
  readonly isIn?: (ids: readonly string[]) => Promise<boolean>;
}

/** One slash command or button press, in no platform's terms. */
export interface CommandCall extends Asker {
  /** `list`, `show`, `latest`, `why` …: the word after /story, or a button's action. */
  readonly command: string;
  /** The rest of the line, or a button's value. */
  readonly text: string;
}

/**
 * What a button that turns the page is called by; its value is the whole question.
 * Where the page is seen by the asker alone, the answer takes its place.
 */
export const PAGE = 'page';

/** What the buttons under a preview are called by: save, change again, discard. */
export const DRAFT = 'draft';

/** What the buttons under an acknowledgement are called by: how long a mute lasts, and to take back what was said. */
const FOLLOWING = ['mute', 'undo'];

/** Whether a button's answer takes the place of its message, where that is seen by the asker alone. */
export function isInPlace(action: string): boolean {
  return action === PAGE || action === DRAFT || FOLLOWING.includes(action);
}

/** What /help and a platform's registration show of a command. */
export interface Declaration {
  readonly name: string;
  /** One sentence; at most 100 characters. */
  readonly description: string;
  /** Required ones first. */
  readonly arguments: readonly Argument[];
  readonly example: string;
  /** It changes what is followed or told: `roles.change` of the configuration says who may; of every other, `roles.lookup`. */
  readonly changes?: true;
  /** It only tells: its answer can be shared in the channel. */
  readonly lookup?: true;
}

/** A command is a declaration and a handler. `Deps` is what the handler reads and writes. */
export interface Command<Deps> extends Declaration {
  run(call: CommandCall, deps: Deps): Promise<Message>;
  /** Asks for values that one line cannot hold, where the platform has forms; `run` is for where it has none. */
  readonly form?: {
    /** The form that the call opens; undefined where it opens none. Reads little, for a platform waits three seconds. */
    open(call: CommandCall, deps: Deps): Promise<Form | undefined>;
    /** Takes the form that is filled in, as quickly: what takes longer is the answer's. */
    submit(call: Submission, deps: Deps): Promise<Submitted>;
  };
}

/** A form that is filled in and sent. */
export interface Submission extends CommandCall {
  /** By the ids of its fields. */
  readonly values: Readonly<Record<string, string>>;
}

export type Submitted =
  /** Something is wrong with a value: the form says what. `instead` says it where a form cannot stay open. */
  | { readonly kind: 'form'; readonly form: Form; readonly instead: Message }
  | { readonly kind: 'answer'; answer(): Promise<Message> };

export interface Argument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** The only values that there are, where they are few. */
  readonly choices?: readonly string[];
  /** What is offered while it is typed, where the platform can. */
  readonly suggests?: 'story' | 'item';
}

/** An argument that somebody is typing, in no platform's terms. */
export interface Typing extends Asker {
  readonly command: string;
  readonly argument: string;
  readonly typed: string;
}

/** A value that is offered; the name is what is shown, at most 100 characters, as the value is. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}
