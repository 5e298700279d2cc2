import { Command, Option } from 'commander';

import {
  addSalaries,
  PAYROLL_PERIODS,
  type PayrollPeriod,
  personNames,
  reconcilePayroll,
  type SalaryReport,
} from '#intake';
import { salaries } from '#read-models';

import { asking, onBook } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { personIn } from '../person.js';
import { payrollReconciliationText } from '../reports/payroll-reconciliation.js';
import { salaryListText } from '../reports/salary-list.js';
import { salaryReportText } from '../reports/salary-report.js';
import { mappingOf, salaryMappingCommands } from './salary-mapping.js';
import { tieCommand, untieCommand } from './salary-ties.js';

interface AddOptions {
  readonly mapping?: string;
  readonly book: string;
  readonly by?: string;
  readonly dryRun?: true;
}
interface ListOptions {
  readonly projectCode?: string;
}

interface ReconcileOptions {
  readonly book?: string;
  readonly period: PayrollPeriod;
}

/** `salary add`, `salary list`, `salary reconcile`, `salary tie`, `salary untie` and `salary mapping`. */
export const salaryCommands = (): Command =>
  new Command('salary')
    .description('löner: vems lön en kostnadsrad är')
    .addCommand(add())
    .addCommand(list())
    .addCommand(reconcile())
    .addCommand(tieCommand())
    .addCommand(untieCommand())
    .addCommand(salaryMappingCommands());

const add = (): Command =>
  new Command('add')
    .description('läs in en lönelista (CSV eller Excel) eller lönefil (PAXml); samma fil igen ändrar inget')
    .argument('<file>', 'filen')
    .option(
      '--mapping <mapping>',
      'sparad mappning, eller en JSON-fil som då sparas under sitt namn; utan den läses filen som PAXml',
    )
    .requiredOption('--book <book>', 'boken som lönerna är bokförda i')
    .option('--by <person>', 'den som läser in, person-…')
    .option('--dry-run', 'läs och kontrollera, skriv inget')
    .action(
      onBook<AddOptions>(async (to, { args, options }) => {
        const [file = ''] = args;
        const { book, by, dryRun } = options;
        const who = personIn(by, 'accountant');
        const mapping = await mappingOf(to, options.mapping, { by: who, dryRun });
        const report = await addSalaries({ file, mapping, book, to, names: await to.vault(), by: who, dryRun });
        return { json: report, text: () => salaryReportText(report), exitCode: exitCodeOf(report) };
      }),
    );

const exitCodeOf = ({ refusals }: SalaryReport): number => (refusals.length > 0 ? SOMETHING_REFUSED : OK);

const list = (): Command =>
  asking<ListOptions>(
    new Command('list')
      .description('kostnadsrader med vems lön de är, och vad av dem som saknas')
      .option('--project-code <code>', 'bara de som projektkoden rör'),
    async ({ book, moment }, { options }) => {
      const found = await salaries(book.models.db, moment, options.projectCode);
      return {
        json: { ...moment, salaries: found },
        text: async () => {
          const persons = found.flatMap(({ shares }) => shares.map(({ person }) => person));
          return salaryListText(found, await personNames(book, persons), moment);
        },
      };
    },
  );

/** The exit code tells where the payroll file and the ledger differ. */
const reconcile = (): Command =>
  asking<ReconcileOptions>(
    new Command('reconcile')
      .description(
        'håll lönesystemets bokföringsfil (SIE 4I, .SI) mot det som är bokfört på projektkoderna; skriver inget',
      )
      .argument('<file>', 'filen')
      .option('--book <book>', 'boken; annars den enda vars räkenskapsår har filens dagar')
      .addOption(
        new Option('--period <period>', 'summera per månad eller dag').choices(PAYROLL_PERIODS).default('month'),
      ),
    async ({ book: to, moment }, { args: [file = ''], options: { book, period } }) => {
      const found = await reconcilePayroll(to, { file, book, period, moment });
      const exitCode = found.totals.differ > 0 ? SOMETHING_REFUSED : OK;
      return { json: found, text: () => payrollReconciliationText(found), exitCode };
    },
  );
