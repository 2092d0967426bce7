import { describe, expect, it } from 'vitest';
import { faultOf, isRefusal } from '../../../adapters/feeds/faults.ts';
import { RefusedAddress } from '../../../adapters/feeds/guard.ts';

const coded = (code: string, cause?: unknown): Error => Object.assign(new Error('internal words', { cause }), { code });

describe('faultOf', () => {
  it.each([
    ['ENOTFOUND', 'its name does not resolve'],
    ['EAI_AGAIN', 'the name server did not answer'],
    ['ECONNRESET', 'the server broke the connection off'],
    ['UND_ERR_HEADERS_TIMEOUT', 'the server did not answer in time'],
    ['CERT_HAS_EXPIRED', 'its certificate has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is signed by nobody but itself'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate chain is incomplete'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'it does not speak TLS that we understand'],
    ['HPE_INVALID_CONSTANT', 'the server does not speak HTTP'],
    ['Z_DATA_ERROR', 'its compressed answer is broken'],
  ])('says %s in plain words', (code, words) => {
    expect(faultOf(coded(code))).toBe(words);
  });

  it('looks for the cause behind a failure', () => {
    expect(faultOf(new Error('fetch failed', { cause: coded('ECONNREFUSED') }))).toBe('the server refuses connections');
  });

  it('keeps the message where nothing better is known', () => {
    expect([faultOf(coded('constructor')), faultOf('a string')]).toEqual(['internal words', 'a string']);
  });
});

describe('isRefusal', () => {
  it('tells the guard’s refusals from failures', () => {
    const refusal = new RefusedAddress('10.0.0.1 is not on the public internet');

    expect([isRefusal(refusal), isRefusal(new Error('x', { cause: refusal })), isRefusal(coded('ENOTFOUND'))]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
