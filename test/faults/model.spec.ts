import { expect, it } from '@jest/globals';

import * as intake from '#intake';

import { playHistories } from './model/grant-model.js';

// Many more of them: `npm run faults`.
it('a grant book says what a plain model says, whatever is sent twice, lost or sent by two at once', async () => {
  await expect(playHistories(intake, 6, 1)).resolves.toBeUndefined();
});
