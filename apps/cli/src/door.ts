import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Command } from 'commander';

import { type Attestation, Bidragsbok } from '#intake';
import type { Moment } from '#read-models';

import { dayIn } from './day.js';
import { OK } from './exit-codes.js';
import { attestationText, holdText } from './reports/attestation.js';

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
  /** The text is a document for programs, asked for as such: nothing but the document stands there. */
  readonly isDocument?: boolean;
  /** The text is a checkpoint or bears one: no other is put below it. */
  readonly isAttestation?: boolean;
  /** Other than 0 where part of it was refused. */
  readonly exitCode?: number;
}
/** A book with the moment that a question is asked of, and what ties the answer to the log as it was then. */
export interface Question {
  readonly book: Bidragsbok;
  readonly moment: Moment;
  readonly attestation: Attestation;
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
    await onOpenBook(call, async (book) => print(await work(book, call), call.options.json === true));
  };

/** Works on the organisation's book that a call names, and closes it. Says first where its log is not what was signed. */
export async function onOpenBook<Result>(
  { options: { data, org } }: { readonly options: Globals },
  work: (book: Bidragsbok) => Promise<Result>,
): Promise<Result> {
  const book = await Bidragsbok.open({ data, organisation: org });
  try {
    const hold = await book.hold();
    if (hold !== null) process.stderr.write(`${holdText(hold)}\n`);
    return await work(book);
  } finally {
    await book.close();
  }
}

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
        const attestation = await book.attestation(moment.position);
        return attested(await work({ book, moment, attestation }, call), attestation);
      }),
    );

function callOf<Options>(given: readonly unknown[]): Call<Options> {
  const command = given.at(-1) as Command;
  return { args: command.args, options: command.optsWithGlobals<Options & Globals>() };
}

/** An answer with what ties it to the log: beside the figures in JSON, below them in a report. */
function attested(answer: Answer, attestation: Attestation): Answer {
  const { json, text, isAttestation = false } = answer;
  const isRecord = typeof json === 'object' && json !== null && !Array.isArray(json);
  return {
    ...answer,
    json: isRecord ? { ...json, ...attestation } : json,
    text: async () => (isAttestation ? text() : `${await text()}\n\n${attestationText(attestation)}`),
  };
}

async function print(answer: Answer, asked: boolean): Promise<void> {
  const { json, text, bytes, exitCode = OK } = answer;
  const asJson = asked || answer.isDocument === true;
  if (bytes !== undefined && !asJson) await pipeline(Readable.from(bytes()), process.stdout, { end: false });
  else process.stdout.write(`${asJson ? JSON.stringify(json, null, 2) : await text()}\n`);
  if (exitCode !== OK) process.exitCode = exitCode;
}
