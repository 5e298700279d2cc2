import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Command } from 'commander';

import { Bidragsbok } from '#intake';
import type { Moment } from '#read-models';

import { dayIn } from './day.js';
import { OK } from './exit-codes.js';

/** The data folder where neither `--data` nor BIDRAGSBOK_DATA names one. */
export const DEFAULT_DATA = '.bidragsbok';

/** What every command may be told, before or after its own name. */
export interface Globals {
  readonly data: string;
  readonly org?: string;
  readonly json?: true;
}
/** What every question may be told: the moment to look from, and the day that accounting dates go up to. */
export interface Asked {
  readonly asOf?: string;
  readonly perDate?: string;
}
/** One call of the CLI: what stands behind the command's name. */
export interface Call<Options = object> {
  readonly args: readonly string[];
  readonly options: Options & Globals;
}
/** What a command answers: a document for programs and, made only where it is read, a text for people. */
export interface Answer {
  readonly json: unknown;
  readonly text: () => string | Promise<string>;
  /** A file that stands in the place of the text, byte by byte. */
  readonly bytes?: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Other than 0 where part of it was refused. */
  readonly exitCode?: number;
}
/** A book with the moment that a question is asked of. */
export interface Question {
  readonly book: Bidragsbok;
  readonly moment: Moment;
}
type Action = (...given: unknown[]) => Promise<void>;

/** An action that prints what the work answers. stdout carries that and nothing else. */
export const answering =
  <Options>(work: (call: Call<Options>) => Answer | Promise<Answer>): Action =>
  async (...given) => {
    const call = callOf<Options>(given);
    await print(await work(call), call.options.json === true);
  };

/** An action on the organisation's book, which is open until the answer is printed. */
export const onBook =
  <Options>(work: (book: Bidragsbok, call: Call<Options>) => Answer | Promise<Answer>): Action =>
  async (...given) => {
    const call = callOf<Options>(given);
    const book = Bidragsbok.open({ data: call.options.data, organisation: call.options.org });
    try {
      await print(await work(book, call), call.options.json === true);
    } finally {
      await book.close();
    }
  };

/** Makes a command a question: its answer is of the moment that `--as-of` and `--per-date` name. */
export const asking = <Options>(
  command: Command,
  work: (question: Question, call: Call<Options>) => Answer | Promise<Answer>,
): Command =>
  command
    .option('--as-of <moment>', 'som det såg ut vid en position (12), ett datum eller ett klockslag i UTC')
    .option('--per-date <date>', 'bara det som är daterat till och med dagen (2026-12-31)', dayIn)
    .action(
      onBook<Options & Asked>(async (book, call) => {
        const moment = await book.moment(call.options.asOf, call.options.perDate);
        return work({ book, moment }, call);
      }),
    );

function callOf<Options>(given: readonly unknown[]): Call<Options> {
  const command = given.at(-1) as Command;
  return { args: command.args, options: command.optsWithGlobals<Options & Globals>() };
}

async function print({ json, text, bytes, exitCode = OK }: Answer, asJson: boolean): Promise<void> {
  if (bytes !== undefined && !asJson) await pipeline(Readable.from(bytes()), process.stdout, { end: false });
  else process.stdout.write(`${asJson ? JSON.stringify(json, null, 2) : await text()}\n`);
  if (exitCode !== OK) process.exitCode = exitCode;
}
