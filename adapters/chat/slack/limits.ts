import type { Limits } from '../../../src/message/fit.ts';
import { brokenLength } from './escape.ts';
import type { SlackPayload } from './payload.ts';

/** What Slack takes, each number with the page that states it. */
export const SLACK = {
  /** https://docs.slack.dev/reference/methods/chat.postMessage#truncating: 4,000 is advised, 40,000 is cut. We keep to a text object's 3,000. */
  text: 3_000,
  /** https://docs.slack.dev/reference/block-kit/blocks: 50 a message. */
  blocks: 50,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/text-object: 1 to 3,000 characters. */
  element: 3_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block: 25 elements. */
  actions: 25,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element: text 75, value 2,000, action_id 255. */
  label: 75,
  value: 2_000,
  actionId: 255,
  /** https://docs.slack.dev/reference/block-kit/blocks/image-block: alt_text 2,000. */
  alt: 2_000,
  /** Undocumented; above about 13,000 characters in all blocks Slack answers msg_blocks_too_long. */
  all: 12_000,
} as const;

/** What a modal takes: https://docs.slack.dev/reference/views/modal-views and /block-kit/blocks/input-block. */
export const VIEW = { title: 24, blocks: 100, metadata: 3_000, text: 2_000, error: 2_000 } as const;

/** The same as shorten() reads it. */
export const SLACK_LIMITS: Limits = {
  title: 500,
  line: 2_500,
  name: 140,
  total: 9_000,
  blocks: 40,
  items: 40,
  fields: 10,
  buttons: 10,
  label: SLACK.label,
  alt: 1_900,
  overhead: 8,
  cost: brokenLength,
};

/** What Slack would refuse in a payload, in words; empty for a good one. */
export function slackFaults(payload: SlackPayload): readonly string[] {
  const faults: string[] = [];
  const check = (ok: boolean, fault: string): void => {
    if (!ok) faults.push(fault);
  };
  check(payload.text.length >= 1 && payload.text.length <= SLACK.text, `text has ${payload.text.length} characters`);
  check(payload.blocks.length >= 1 && payload.blocks.length <= SLACK.blocks, `${payload.blocks.length} blocks`);
  let all = 0;
  for (const text of textsOf(payload.blocks)) {
    check(text.length >= 1 && text.length <= SLACK.element, `an element of ${text.length} characters`);
    all += text.length;
  }
  check(all <= SLACK.all, `${all} characters in all blocks`);
  for (const block of payload.blocks) {
    if (block.type === 'image') check(block.alt_text.length <= SLACK.alt, 'a long alt_text');
    if (block.type !== 'actions') continue;
    check(block.elements.length >= 1 && block.elements.length <= SLACK.actions, 'the number of buttons');
    check(new Set(block.elements.map((button) => button.action_id)).size === block.elements.length, 'equal action_ids');
    for (const button of block.elements) {
      check(button.text.text.length <= SLACK.label, 'a long label');
      check(button.value.length <= SLACK.value && button.action_id.length <= SLACK.actionId, 'a long value');
    }
  }
  return faults;
}

/** Every text that Slack would show, in no order. */
function textsOf(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : textsOf(value),
  );
}
