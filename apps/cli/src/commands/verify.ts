import { Command } from 'commander';

import { type Bidragsbok, type Verification, verify } from '#intake';
import { DomainError } from '#kernel';
import { verifyProofFile } from '#underlay';

import { type Answer, answering, type Call, onOpenBook } from '../door.js';
import { NOT_INTACT, OK } from '../exit-codes.js';
import { ProgressLine } from '../progress.js';
import { fileIn } from '../read-file.js';
import { provedText, verificationText } from '../reports/verification.js';
import { countInSwedish } from '../swedish.js';

interface Options {
  readonly proof?: string;
  readonly key?: string;
  /** False for `--no-files`. */
  readonly files: boolean;
}

/** `verify`: hashes everything again, or holds the proof of one event against a key. */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description('räkna om och pröva allt: händelser, kopior, privata delar, träd, kontrollpunkter och inlästa filer')
    .option(
      '--proof <file>',
      'pröva i stället ett bevis (.tlog-proof); det behövs ingen liggare för det om --key anges',
    )
    .option('--key <vkey>', 'nyckeln som beviset ska hålla mot, som den har lämnats på annan väg')
    .option('--no-files', 'läs inte igenom de inlästa filerna')
    .action(answering<Options>((call) => (call.options.proof === undefined ? everything(call) : proof(call))));

const everything = (call: Call<Options>): Promise<Answer> =>
  onOpenBook(call, async (book) => {
    const found = await verified(book, call.options.files);
    return { json: found, text: () => verificationText(found), exitCode: found.intact ? OK : NOT_INTACT };
  });

async function verified(book: Bidragsbok, withFiles: boolean): Promise<Verification> {
  const line = new ProgressLine();
  try {
    const last = await book.log.lastPosition();
    return await verify(book, {
      withFiles,
      progress: (position) => {
        line.say(() => `${countInSwedish(position)} av ${countInSwedish(last)} händelser`);
      },
    });
  } finally {
    line.end();
  }
}

async function proof(call: Call<Options>): Promise<Answer> {
  const { proof: file = '', key } = call.options;
  const keys = key === undefined ? await onOpenBook(call, (book) => book.verifierKeys()) : [key];
  if (keys.length === 0) throw new DomainError('KEY_UNKNOWN');
  const proved = verifyProofFile(Buffer.from(fileIn(file)).toString('utf8'), keys);
  return { json: proved, text: () => provedText(proved) };
}
