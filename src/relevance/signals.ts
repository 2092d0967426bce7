import type { Signal } from './measures.ts';
import { PROFILE_SIGNALS } from './signals-profile.ts';
import { STREAM_SIGNALS } from './signals-stream.ts';

/** Every signal; a new one goes into one of the two lists, and `npm run train` gives it its weight. */
export const SIGNALS: readonly Signal[] = [...STREAM_SIGNALS, ...PROFILE_SIGNALS];
