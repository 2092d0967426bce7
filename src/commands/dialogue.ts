import type { Form } from '../message/form.ts';
import type { Message } from '../message/message.ts';
import type { Choice, CommandCall, Submission, Submitted, Typing } from './command.ts';

/** What a platform can ask beside commands, where it has the means. Nothing of it throws. */
export interface Dialogue {
  /** What is offered for an argument while it is typed, the likeliest first; within a fraction of a second. */
  suggest(typing: Typing): Promise<readonly Choice[]>;
  /** The form that a call opens; a message where it may not be opened. Undefined at once where a call is simply answered. */
  form(call: CommandCall): Promise<Opened>;
  /** Takes a form that is filled in. Quick, but for the answer. */
  submit(call: Submission): Promise<Submitted>;
}

export type Opened =
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'message'; readonly message: Message }
  | undefined;
