import { messageOf } from '../../src/errors.ts';
import { RefusedAddress } from './guard.ts';

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ENOTFOUND: 'its name does not resolve',
    ENODATA: 'its name has no address',
    EAI_AGAIN: 'the name server did not answer',
    ECONNREFUSED: 'the server refuses connections',
    ECONNRESET: 'the server broke the connection off',
    EPIPE: 'the server broke the connection off',
    ETIMEDOUT: 'the server did not answer in time',
    EHOSTUNREACH: 'there is no way to the server',
    ENETUNREACH: 'there is no way to the server’s network',
    UND_ERR_CONNECT_TIMEOUT: 'the server did not answer in time',
    UND_ERR_HEADERS_TIMEOUT: 'the server did not answer in time',
    UND_ERR_BODY_TIMEOUT: 'the server stopped sending half-way',
    UND_ERR_SOCKET: 'the server broke the connection off',
    UND_ERR_HEADERS_OVERFLOW: 'the server sent more than 16 KB of headers',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the server sent less or more than it announced',
    HPE_HEADER_OVERFLOW: 'the server sent more than 16 KB of headers',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    CERT_REVOKED: 'its certificate has been withdrawn',
    CERT_UNTRUSTED: 'its certificate comes from an unknown authority',
    CERT_REJECTED: 'its certificate comes from an unknown authority',
    CERT_SIGNATURE_FAILURE: 'its certificate is forged or broken',
    INVALID_CA: 'its certificate comes from an unknown authority',
    HOSTNAME_MISMATCH: 'its certificate is for another name',
    CERT_NOT_YET_VALID: 'its certificate is not valid yet',
    ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself',
    SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an unknown authority',
    UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an unknown authority',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an unknown authority',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate chain is incomplete',
    EPROTO: 'it does not speak TLS that we understand',
    UND_ERR_PRX_TLS: 'the proxy does not let us through to it',
    Z_DATA_ERROR: 'its compressed answer is broken',
    Z_BUF_ERROR: 'its compressed answer ends half-way',
    ERR__ERROR_FORMAT_PADDING_1: 'its compressed answer is broken',
  }),
);

/** Says in plain words why a request failed. */
export function faultOf(thrown: unknown): string {
  if (thrown instanceof RefusedAddress) return thrown.message;
  const code = codeOf(thrown);
  if (thrown instanceof Error && thrown.message.startsWith('Proxy response ('))
    return 'the proxy does not let us through';
  const words = code === undefined ? undefined : WORDS.get(code);
  if (words !== undefined) return words;
  if (code?.startsWith('HPE_')) return 'the server does not speak HTTP';
  if (code?.startsWith('ERR_SSL')) return 'it does not speak TLS that we understand';
  if (code?.startsWith('ERR_') && /brotli|padding|format/i.test(code)) return 'its compressed answer is broken';
  return messageOf(thrown);
}

/** Whether the address guard is behind a failure. */
export function isRefusal(thrown: unknown): boolean {
  return thrown instanceof RefusedAddress || (thrown instanceof Error && thrown.cause instanceof RefusedAddress);
}

function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return codeOf(thrown.cause);
}
