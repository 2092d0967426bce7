import { availableParallelism } from 'node:os';
import { benchCommands } from './commands.ts';
import { measureDecide } from './decide.ts';
import { measureParse } from './parse.ts';
import { benchPoll } from './poll.ts';
import { benchSearch } from './search.ts';
import { benchStart } from './start-up.ts';

/** Says on stderr what is measured: it takes about two minutes, and stdout is for the figures. */
function announce(what: string): void {
  process.stderr.write(`measuring ${what} …\n`);
}

announce('the start');
const start = await benchStart();
announce('deciding, for 1, 100 and 10,000 stories');
const { decide, naive, ...deciding } = measureDecide();
announce('parsing');
const parse = await measureParse();
announce('searching');
const search = await benchSearch();
announce('polling 1,000 feeds');
const poll = benchPoll();
announce('commands while 1,000 feeds are polled');
const acknowledge = await benchCommands();

process.stdout.write(
  `${JSON.stringify({ decide, naive, deciding, parse, poll, acknowledge, search, ...start, cores: availableParallelism() })}\n`,
);
