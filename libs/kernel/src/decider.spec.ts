import { expect, it } from '@jest/globals';

import { type Decider, fold } from './decider.js';

it('the state of a stream is what its events, the first first, leave of the initial one', () => {
  const words: Decider<string, string, string> = {
    initial: '>',
    decide: (_, command) => [command],
    evolve: (state, event) => state + event,
  };
  expect(fold(words, [])).toBe('>');
  expect(fold(words, ['a', 'b', 'c'])).toBe('>abc');
});
