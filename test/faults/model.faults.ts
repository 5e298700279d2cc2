import { expect, it } from '@jest/globals';

import * as intake from '#intake';

import { guards } from './guards.js';
import type { Intake } from './model/grant-book.js';
import { playHistories } from './model/grant-model.js';
import { Program } from './program.js';
import { scaled, seeds, tell } from './scale.js';

const [seed = 1] = seeds(1);

it('a grant book says what a plain model says, whatever is sent twice, lost or sent by two at once', async () => {
  const runs = scaled(300, 15);
  await playHistories(intake, runs, seed);
  tell(`model: ${runs} histories of up to 25 steps, no öre made or lost`);
});

it('the model finds it when a command that was heard is decided again', async () => {
  const program = Program.sabotaged(...guards['a command that was heard is decided again']);
  try {
    const sabotaged = (await import(program.room('intake'))) as Intake;
    const error: unknown = await playHistories(sabotaged, 100, seed).catch((found: unknown) => found);
    const [, runs] = /failed after (\d+) tests/.exec(String(error)) ?? [];
    tell(`sabotage, a command that was heard is decided again: found after ${runs ?? 'no'} histories`);
    expect(Number(runs)).toBeGreaterThan(0);
  } finally {
    program.remove();
  }
});
