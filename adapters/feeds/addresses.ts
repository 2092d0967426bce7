import { BlockList, isIP } from 'node:net';

/** IPv4 blocks that are not on the public internet, by the IANA special-purpose registry; the last is Azure's host agent. */
const NOT_PUBLIC_V4 = blocks('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32',
]);
const GLOBAL_V6 = blocks('ipv6', ['2000::/3']);
/** Parts of 2000::/3 that lead elsewhere: protocol assignments with Teredo, documentation, 6to4. */
const NOT_PUBLIC_V6 = blocks('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);
/** IPv6 forms that carry an IPv4 address in their last 32 bits: mapped, translated, NAT64. */
const CARRIES_V4 = blocks('ipv6', ['::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96']);

function blocks(family: 'ipv4' | 'ipv6', prefixes: readonly string[]): BlockList {
  const list = new BlockList();
  for (const prefix of prefixes) {
    const [net = '', length = ''] = prefix.split('/');
    list.addSubnet(net, Number(length), family);
  }
  return list;
}

/** Whether an address in text is global unicast. False for what is no address, and for IPv6 with a zone. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !NOT_PUBLIC_V4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  if (CARRIES_V4.check(address, 'ipv6')) return isPublicAddress(lastFourBytes(address));
  return GLOBAL_V6.check(address, 'ipv6') && !NOT_PUBLIC_V6.check(address, 'ipv6');
}

function lastFourBytes(address: string): string {
  // The URL parser writes every spelling in its shortest hexadecimal form: [::ffff:7f00:1].
  const shortest = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const groups = shortest.split(':').slice(-2);
  return groups
    .map((group) => Number.parseInt(group === '' ? '0' : group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}
