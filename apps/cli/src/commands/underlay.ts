import { Command, InvalidArgumentError, Option } from 'commander';

import { closingLines, holdError, originalsOf } from '#intake';
import type { VoucherName } from '#ledger';
import { buildPackage, type PackageForm, packageForms, verifyPackage, voucherIn } from '#underlay';

import { dayIn } from '../day.js';
import { type Answer, answering, asking, type Question } from '../door.js';
import { NOT_INTACT, OK } from '../exit-codes.js';
import { ProgressLine } from '../progress.js';
import { deliverCommand, demandCommand, demandsCommand } from './underlay-demands.js';
import { methodOf, methodOrFile, type SampleOptions, sampling, underlaySampleCommand } from './underlay-sample.js';
import { builtText, verifiedText } from '../reports/package.js';

interface BuildOptions extends Omit<SampleOptions, 'sample'> {
  readonly sample?: SampleOptions['sample'];
  readonly grant: string;
  readonly projectCode?: string;
  readonly from?: string;
  readonly to?: string;
  readonly vouchers?: readonly VoucherName[];
  readonly form: PackageForm;
  readonly out: string;
  readonly overwrite?: true;
}

/** `underlay`: the package that answers a demand for underlay, the demand itself, and what was handed over. */
export const underlayCommands = (): Command =>
  new Command('underlay')
    .description(
      'underlagspaketet till den som granskar: bygg det, pröva ett, och registrera vad som begärs och lämnas över',
    )
    .addCommand(buildCommand())
    .addCommand(underlaySampleCommand())
    .addCommand(verifyCommand())
    .addCommand(demandCommand())
    .addCommand(deliverCommand())
    .addCommand(demandsCommand());

const buildCommand = (): Command =>
  asking<BuildOptions>(
    sampling(new Command('build'))
      .description('ett ZIP med rader, verifikationer, dokument, utdrag och bevis; samma urval ger samma byte')
      .requiredOption('--grant <grant>', 'bidraget')
      .option('--project-code <code>', 'bara den koden')
      .option('--from <date>', 'bara det som är bokfört från och med dagen', dayIn)
      .option('--to <date>', 'bara det som är bokfört till och med dagen', dayIn)
      .option('--vouchers <list>', 'bara dessa verifikationer: bok/serie/nummer, åtskilda med komma', vouchersIn)
      .option('--sample <method>', 'dra ett stickprov: mus:ANTAL, random:ANTAL, all eller list:FIL', methodOrFile)
      .addOption(
        new Option('--form <form>', 'authority: allt; public: maskade kopior och inga privata delar')
          .choices(packageForms)
          .default('authority'),
      )
      .requiredOption('--out <file>', 'filen att skriva')
      .option('--overwrite', 'skriv över filen om den finns'),
    built,
  );

async function built(question: Question, { options }: { readonly options: BuildOptions }): Promise<Answer> {
  const { book, moment, attestation } = question;
  // A log that is not what was signed is looked at, and not handed out.
  if (attestation.integrityHold !== undefined) throw holdError(attestation.integrityHold);
  const line = new ProgressLine();
  try {
    const { out, sample, seed, of, credits, ...asked } = options;
    const progress = (done: string) => {
      line.say(() => done);
    };
    const { id, isNew, result } = await buildPackage(book, out, {
      ...asked,
      ...{ moment, progress, originals: await originalsOf(book) },
      committed: await closingLines(book, asked.grant, moment),
      ...(sample === undefined ? {} : { sample: { method: methodOf(sample), seed, of, credits } }),
    });
    const { checkpoint, path, ...told } = { ...result.told, path: out };
    const json = { ...moment, grant: options.grant, form: options.form, file: path, ...told, size: checkpoint.size };
    return {
      json: { ...json, bytes: told.size, run: { id, isNew } },
      text: () => builtText({ ...told, path }, isNew),
    };
  } finally {
    line.end();
  }
}

const verifyCommand = (): Command =>
  new Command('verify')
    .description('pröva ett paket: varje fil, bevis, privat del och dokument; det behövs ingen liggare')
    .argument('<file>', 'paketet')
    .option('--key <vkey>', 'nyckeln som det ska hålla mot, som den har lämnats på annan väg')
    .action(
      answering<{ key?: string }>(async ({ args: [file = ''], options: { key } }) => {
        const found = await verifyPackage(file, key === undefined ? [] : [key]);
        return { json: found, text: () => verifiedText(found), exitCode: found.intact ? OK : NOT_INTACT };
      }),
    );

function vouchersIn(text: string): readonly VoucherName[] {
  return text.split(',').map((name) => {
    const voucher = voucherIn(name);
    if (voucher === null) throw new InvalidArgumentError('');
    return voucher;
  });
}
