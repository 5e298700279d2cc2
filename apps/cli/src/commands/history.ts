import { Command } from 'commander';

import { history } from '#read-models';

import { countIn } from '../count.js';
import { dayIn } from '../day.js';
import { onBook } from '../door.js';
import { historyText } from '../reports/history.js';
import { voucherNamed } from '../voucher-named.js';

interface Asked {
  readonly grant?: string;
  readonly book?: string;
  readonly projectCode?: string;
  readonly series?: string;
  readonly number?: string;
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
  readonly actor?: string;
  readonly limit: number;
}
const MOST_LISTED = 200;

/** `history`: who did what, when and why. */
export const historyCommand = (): Command =>
  new Command('history')
    .description('historik: vem som har gjort vad, när och varför')
    .option('--grant <grant>', 'bara det som rör bidraget')
    .option('--book <book>', 'bara det som rör boken')
    .option('--project-code <code>', 'bara det som rör projektkoden')
    .option('--series <series>', 'med --book och --number: bara verifikationen')
    .option('--number <number>', 'med --book och --series: bara verifikationen')
    .option('--from <moment>', 'från och med en position (12), ett datum eller ett klockslag i UTC')
    .option('--to <moment>', 'till och med en position (12), ett datum eller ett klockslag i UTC')
    .option('--since <date>', 'det som är registrerat från och med dagen (2026-12-31)', dayIn)
    .option('--actor <subject>', 'bara det som den personen (person-…) eller tjänsten (system:…) har gjort')
    .option('--limit <count>', 'högst så många, de senaste', countIn, MOST_LISTED)
    .action(
      onBook<Asked>(async (to, { options }) => {
        const { grant, book, projectCode, actor, limit } = options;
        const { first, moment } = await to.span(options.from ?? options.since, options.to);
        const since = options.since === undefined ? first : (await to.span(options.since, options.to)).first;
        const voucher = voucherNamed(options);
        const query = { grant, book, projectCode, voucher, actor, limit, first: Math.max(first, since) };
        const found = await history(to.archive, query, moment);
        return { json: found, text: () => historyText(found) };
      }),
    );
