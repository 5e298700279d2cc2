import { Command } from 'commander';

import { DomainError } from '#kernel';
import { vouchers } from '#read-models';

import { countIn } from '../count.js';
import { asking } from '../door.js';
import { dayIn } from '../day.js';
import { OK, NOT_INTACT } from '../exit-codes.js';
import { voucherText } from '../reports/voucher.js';
import { voucherListText } from '../reports/voucher-list.js';
import { voucherShown } from '../voucher-view.js';

interface Named {
  readonly book?: string;
  readonly series?: string;
  readonly number?: string;
}
interface Listed {
  readonly book?: string;
  readonly projectCode?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}
const MOST_LISTED = 1000;

/** `voucher show` and `voucher list`. */
export const voucherCommands = (): Command =>
  new Command('voucher').description('verifikationer som de är inlästa').addCommand(show()).addCommand(list());

const show = (): Command =>
  asking<Named>(
    new Command('show')
      .description('en verifikation: rader, vad den är för bidragen, och vad som har hänt med den')
      .argument('[book]', 'boken')
      .argument('[series]', 'serien; tom skrivs ""')
      .argument('[number]', 'numret, som voucher list visar det')
      .option('--book <book>', 'boken')
      .option('--series <series>', 'serien')
      .option('--number <number>', 'numret'),
    async ({ book, moment }, { args, options }) => {
      const name = {
        book: args[0] ?? options.book ?? missing('book'),
        series: args[1] ?? options.series ?? missing('series'),
        number: args[2] ?? options.number ?? missing('number'),
      };
      const voucher = await voucherShown(book, name, moment);
      return { json: voucher, text: () => voucherText(voucher), exitCode: voucher.textsLost ? NOT_INTACT : OK };
    },
  );

const list = (): Command =>
  asking<Listed>(
    new Command('list')
      .description('verifikationer i grundboksordning')
      .option('--book <book>', 'bara den boken')
      .option('--project-code <code>', 'bara de som projektkoden rör')
      .option('--from <date>', 'från och med bokföringsdagen', dayIn)
      .option('--to <date>', 'till och med bokföringsdagen', dayIn)
      .option('--limit <count>', 'högst så många', countIn, MOST_LISTED),
    async ({ book, moment }, { options }) => {
      const { book: of, projectCode, from, to, limit } = options;
      const found = await vouchers(book.models.db, { book: of, projectCode, from, to, limit }, moment);
      return { json: { ...moment, vouchers: found }, text: () => voucherListText(found, moment, limit) };
    },
  );

function missing(option: string): never {
  throw new DomainError('CALL_MALFORMED', { fault: `växeln --${option} måste anges` });
}
