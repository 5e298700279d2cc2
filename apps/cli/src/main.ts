import { run } from './run.js';

/** Settled when the call has been carried out: whoever starts the program waits for it. */
export const ended = run(process.argv.slice(2));
