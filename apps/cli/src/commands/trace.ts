import { Command } from 'commander';

import { DomainError } from '#kernel';
import { trace, type TraceAsked } from '#read-models';
import { voucherIn } from '#underlay';

import { countIn } from '../count.js';
import { asking } from '../door.js';
import { lineageText } from '../reports/lineage.js';

interface Options {
  readonly voucher?: string;
  readonly line?: number;
  readonly allocation?: string;
  readonly recipient?: string;
  readonly payment?: number;
  readonly grant?: string;
}

/** `trace`: where a krona came from, and what it paid for. */
export const traceCommand = (): Command =>
  asking<Options>(
    new Command('trace')
      .description('följer kronor: från en kostnad till fördelning, beslut och utbetalning, och tillbaka')
      .option('--voucher <voucher>', 'verifikationen, skriven BOK/SERIE/NUMMER')
      .option('--line <line>', 'bara den raden av verifikationen', countIn)
      .option('--allocation <allocation>', 'fördelningen, med id:t i grant tree')
      .option('--recipient <recipient>', 'mottagaren av en fördelning: namnet, en del av det eller organisationsnumret')
      .option('--payment <position>', 'utbetalningen, med sin position', countIn)
      .option('--grant <grant>', 'hela bidraget'),
    async ({ book, moment }, { options }) => {
      const lineage = await trace(book.models.db, askedIn(options), moment);
      return { json: lineage, text: () => lineageText(lineage) };
    },
  );

const ONE = 'ange ett av --voucher, --allocation, --recipient, --payment och --grant';

function askedIn({ voucher, line, ...others }: Options): TraceAsked {
  const asked: TraceAsked[] = [];
  if (voucher !== undefined) asked.push({ voucher: voucherOf(voucher), line });
  const { allocation, recipient, payment, grant } = others;
  if (allocation !== undefined) asked.push({ allocation });
  if (recipient !== undefined) asked.push({ recipient });
  if (payment !== undefined) asked.push({ payment });
  if (grant !== undefined) asked.push({ grant });
  const [one, ...more] = asked;
  if (one === undefined || more.length > 0) throw new DomainError('CALL_MALFORMED', { fault: ONE });
  return one;
}

function voucherOf(text: string) {
  const voucher = voucherIn(text);
  if (voucher === null) throw new DomainError('CALL_MALFORMED', { fault: 'en verifikation skrivs BOK/SERIE/NUMMER' });
  return voucher;
}
