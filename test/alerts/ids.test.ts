import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amendId, digestId, replyId, rootId } from '../../src/alerts/ids.ts';
import { id } from '../../src/ids.ts';

const text = fc.string({ maxLength: 12 });

describe('alert ids', () => {
  it('differ wherever platform, channel or development differ, also where the parts run together', () => {
    fc.assert(
      fc.property(fc.tuple(text, text, text), fc.tuple(text, text, text), (a, b) => {
        const key = ([platform, channel, development]: readonly [string, string, string]): string =>
          rootId({ platform, channel }, id(development));

        expect(key(a) === key(b)).toBe(a.every((part, at) => part === b[at]));
      }),
    );
  });

  it('are the same for the same thing, and apart for its root, its reply and its amendment', () => {
    const target = { platform: 'slack', channel: 'C1' };
    const made = [
      rootId(target, id('d')),
      replyId(target, id('d'), id('i')),
      amendId(target, id('d'), id('i')),
      digestId(target, '2026-W08'),
    ];

    expect(new Set(made).size).toBe(4);
    expect(rootId(target, id('d'))).toBe(made[0]);
  });

  it('do not show a channel, which may be a secret address', () => {
    const channel = 'https://hooks.example.org/T0/B0/secret';

    expect(rootId({ platform: 'webhook', channel }, id('d'))).toMatch(/^root-[0-9a-f]{32}$/);
  });
});
