#!/usr/bin/env node
import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

// Types are stripped and modules compiled once, not at every start; what is imported from here on profits.
enableCompileCache();
const cache = getCompileCacheDir();
// Threads look for the cache by this name alone; without it each would load the compiler for itself.
if (cache !== undefined) process.env['NODE_COMPILE_CACHE'] ??= dirname(cache);
const { runCommandLine } = await import('./cli/program.ts');
const { processTerminal } = await import('./cli/terminal.ts');

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
