import type { AddressPolicy } from './guard.ts';

/** Whether the configuration lets a host through that the guard would refuse. */
export function isAllowed(host: string, port: string, policy: AddressPolicy): boolean {
  return policy.allowPrivate.some((entry) => {
    const listed = entry.trim().toLowerCase();
    const shown = host.includes(':') ? `[${host}]` : host;
    return listed === host || listed === shown || listed === `${shown}:${port}`;
  });
}

/** A host as it is compared: without brackets and closing dot, in small letters. */
export const bare = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
export const hostOf = (url: URL): string => bare(url.hostname);
export const defaultPort = (protocol: string): string => (protocol === 'https:' ? '443' : '80');
export const portOf = (url: URL): string => (url.port === '' ? defaultPort(url.protocol) : url.port);
