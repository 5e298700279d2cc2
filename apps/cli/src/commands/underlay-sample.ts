import { Command, InvalidArgumentError, Option } from 'commander';

import { type CreditRule, creditRules, drawSample, type Method, type UnitKind, unitKinds } from '#underlay';

import { asking } from '../door.js';
import { dayIn } from '../day.js';
import { fileIn } from '../read-file.js';
import { sampleText } from '../reports/sample.js';

interface Options {
  readonly grant: string;
  readonly projectCode?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sample: Method | { readonly kind: 'file'; readonly file: string };
  readonly seed: string;
  readonly of: UnitKind;
  readonly credits: CreditRule;
}

/** `underlay sample`: a sample of the costs of a grant, the same each time it is drawn. */
export const underlaySampleCommand = (): Command =>
  asking<Options>(
    new Command('sample')
      .description('drar ett stickprov ur bidragets kostnader: samma position, frö och val ger samma lista')
      .requiredOption('--grant <grant>', 'bidragets id')
      .option('--project-code <code>', 'bara den projektkoden')
      .option('--from <date>', 'från och med bokföringsdagen', dayIn)
      .option('--to <date>', 'till och med bokföringsdagen', dayIn)
      .requiredOption('--sample <method>', 'mus:ANTAL, random:ANTAL, all eller list:FIL med ett id per rad', methodIn)
      .option('--seed <seed>', 'fröet som dragningen räknas fram ur', '1')
      .addOption(new Option('--of <units>', 'vad som dras').choices(unitKinds).default('documents'))
      .addOption(
        new Option('--credits <rule>', 'krediter: utelämnas, kvittas mot sin faktura eller tas till sitt absolutbelopp')
          .choices(creditRules)
          .default('leave-out'),
      ),
    async ({ book, moment }, { options: { sample, ...asked } }) => {
      const method: Method =
        sample.kind === 'file' ? { kind: 'list', ids: idsIn(new TextDecoder().decode(fileIn(sample.file))) } : sample;
      const drawn = await drawSample(book, { ...asked, method }, moment);
      return { json: drawn, text: () => sampleText(drawn) };
    },
  );

function methodIn(text: string): Options['sample'] {
  if (text === 'all') return { kind: 'all' };
  const [, kind, size = ''] = /^(mus|random):([1-9]\d{0,5})$/.exec(text) ?? [];
  if (kind === 'mus' || kind === 'random') return { kind, size: Number.parseInt(size, 10) };
  if (/^list:./.test(text)) return { kind: 'file', file: text.slice('list:'.length) };
  throw new InvalidArgumentError('');
}

const idsIn = (text: string): string[] => [...new Set(text.split(/\r?\n/).filter((line) => line !== ''))];
