import { fetch } from 'undici';
import { UserError } from '../../src/errors.ts';
import { createWay } from './dispatcher.ts';
import { type AddressPolicy, readUrl, RefusedAddress } from './guard.ts';

type Init = Parameters<typeof fetch>[1];

/** `fetch` that the address guard judges, for addresses that a configuration names. */
export interface GuardedFetch {
  /** Throws a UserError for an address that may not be asked. Redirects are not followed. */
  fetch(url: string, init: Init): ReturnType<typeof fetch>;
  close(): Promise<void>;
}

export function createGuardedFetch(policy: AddressPolicy): GuardedFetch {
  const { dispatcher, judge } = createWay(policy, { keepAliveTimeout: 1_000 });
  return {
    async fetch(url, init) {
      try {
        await judge(readUrl(url, policy));
        return await fetch(url, { ...init, redirect: 'manual', dispatcher });
      } catch (thrown) {
        const refusal = [thrown, thrown instanceof Error ? thrown.cause : undefined].find(
          (each) => each instanceof RefusedAddress,
        );
        if (refusal instanceof RefusedAddress) {
          throw new UserError(refusal.message, {
            hint: 'Use a public address, or list the host in network.allowPrivate.',
          });
        }
        throw thrown;
      }
    },
    close: () => dispatcher.close(),
  };
}
