#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Types are stripped and modules compiled once, not at every start; what is imported from here on profits.
enableCompileCache();
const { runCommandLine } = await import('./cli/program.ts');
const { processTerminal } = await import('./cli/terminal.ts');

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
