import { Command, InvalidArgumentError, Option } from 'commander';

import { type CreditRule, creditRules, drawSample, type Method, methodIn, type UnitKind, unitKinds } from '#underlay';

import { asking } from '../door.js';
import { dayIn } from '../day.js';
import { fileIn } from '../read-file.js';
import { sampleText } from '../reports/sample.js';

/** What a sample may be told: as commander reads it. */
export interface SampleOptions {
  readonly sample: Method | { readonly kind: 'file'; readonly file: string };
  readonly seed: string;
  readonly of: UnitKind;
  readonly credits: CreditRule;
}
interface Options extends SampleOptions {
  readonly grant: string;
  readonly projectCode?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The options of a sample beside the method itself. */
export const sampling = (command: Command): Command =>
  command
    .option('--seed <seed>', 'fröet som dragningen räknas fram ur', '1')
    .addOption(new Option('--of <units>', 'vad som dras').choices(unitKinds).default('documents'))
    .addOption(
      new Option('--credits <rule>', 'krediter: utelämnas, kvittas mot sin faktura eller tas till sitt absolutbelopp')
        .choices(creditRules)
        .default('leave-out'),
    );

/** The method with the ids that its file names. */
export const methodOf = (sample: SampleOptions['sample']): Method =>
  sample.kind === 'file' ? { kind: 'list', ids: idsIn(new TextDecoder().decode(fileIn(sample.file))) } : sample;

/** `underlay sample`: a sample of the costs of a grant, the same each time it is drawn. */
export const underlaySampleCommand = (): Command =>
  asking<Options>(
    sampling(
      new Command('sample')
        .description('drar ett stickprov ur bidragets kostnader: samma position, frö och val ger samma lista')
        .requiredOption('--grant <grant>', 'bidragets id')
        .option('--project-code <code>', 'bara den projektkoden')
        .option('--from <date>', 'från och med bokföringsdagen', dayIn)
        .option('--to <date>', 'till och med bokföringsdagen', dayIn)
        .requiredOption(
          '--sample <method>',
          'mus:ANTAL, random:ANTAL, all eller list:FIL med ett id per rad',
          methodOrFile,
        ),
    ),
    async ({ book, moment }, { options: { sample, ...asked } }) => {
      const drawn = await drawSample(book, { ...asked, method: methodOf(sample) }, moment);
      return { json: drawn, text: () => sampleText(drawn) };
    },
  );

/** `mus:100`, `random:25`, `all` or `list:FILE`. */
export function methodOrFile(text: string): SampleOptions['sample'] {
  if (/^list:./.test(text)) return { kind: 'file', file: text.slice('list:'.length) };
  const method = methodIn(text);
  if (method === null) throw new InvalidArgumentError('');
  return method;
}

const idsIn = (text: string): string[] => [...new Set(text.split(/\r?\n/).filter((line) => line !== ''))];
