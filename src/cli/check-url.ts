import { judgeUrl, type Resolve, resolveBySystem } from '../../adapters/feeds/guard.ts';
import { UserError } from '../errors.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  readonly resolve?: readonly string[];
  readonly allowPrivate?: readonly string[];
}

/** Prints {"url","verdict","reason"} for each address. */
export async function printUrlVerdicts(
  urls: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<undefined> {
  const resolve = resolver(options.resolve ?? []);
  const policy = { allowPrivate: options.allowPrivate ?? [] };
  for (const url of urls) {
    const { verdict, reason } = await judgeUrl(url, { resolve, policy });
    await terminal.out(`${JSON.stringify({ url, verdict, reason })}\n`);
  }
}

/** Answers from `host=ip,ip` where one is given for the name; the system's resolver answers the rest. */
function resolver(answers: readonly string[]): Resolve {
  const given = new Map<string, readonly string[]>();
  for (const answer of answers) {
    const [host = '', addresses] = answer.split('=', 2);
    if (host === '' || addresses === undefined) {
      throw new UserError(`--resolve is ${JSON.stringify(answer)}; expected host=ip,ip.`, {
        hint: 'Try --resolve example.org=93.184.215.14.',
      });
    }
    given.set(
      host.toLowerCase(),
      addresses.split(',').filter((address) => address !== ''),
    );
  }
  return async (host) => given.get(host.toLowerCase()) ?? resolveBySystem(host);
}
