import { type Cause, causes, type Reconciliation } from '#intake';

import { type Column, heading, page, table, wrapped } from '../output.js';
import { amountInSwedish, counted, countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

const MOST_LISTED = 20;
const ZERO = '0.00';
const right = (title: string): Column => ({ title, align: 'right' });
const left = (title: string): Column => ({ title });

interface Told {
  readonly label: string;
  /** What an accountant does about it. */
  readonly remedy: string;
}
const ofCauses: Readonly<Record<Cause, Told>> = {
  quarantined: {
    label: 'I karantän',
    remedy: 'Visa dem med import quarantine list, och avgör dem med import quarantine release eller reject.',
  },
  rejected: {
    label: 'Avvisade ur karantän',
    remedy: 'Någon har beslutat att de inte förs in. Rätta dem i ekonomisystemet, och läs in en ny fil.',
  },
  refused: {
    label: 'Går inte att läsa i filen',
    remedy: 'Läs filen med --dry-run för att se raderna, rätta i ekonomisystemet, och läs in en ny fil.',
  },
  changed: {
    label: 'Ändrat belopp i källan, ej godtaget',
    remedy: 'Läs in den senaste filen igen med --accept-changes, om ändringen är riktig.',
  },
  recoded: {
    label: 'Annan kontering eller dag i källan, ej godtagen',
    remedy: 'Läs in den senaste filen igen med --accept-changes, om ändringen är riktig.',
  },
  missing: {
    label: 'Saknas i filen, ej godtaget',
    remedy: 'Läs in den senaste filen igen med --accept-changes, om de är borttagna i ekonomisystemet.',
  },
  late: {
    label: 'Rör ett bidrag först efter inläsningen',
    remedy: 'Kör project-code repost, så tas de in ur de sparade filerna.',
  },
  absent: {
    label: 'I filen men inte i liggaren',
    remedy: 'Läs in filen igen. En inläsning som har återtagits kan ha tagit dem med sig.',
  },
  uncovered: {
    label: 'I liggaren, men ingen fil omfattar dem',
    remedy: 'Läs in en fil som omfattar dem. En inläsning som har återtagits omfattar inget.',
  },
};

/** Whether a book's ledger is complete, with the figures that say so. */
export const reconciliationText = (found: Reconciliation): string =>
  page(
    `${heading(`Avstämning av ${found.book} mot filerna`)}\n${momentText(found)}`,
    verdict(found),
    causesText(found),
    vouchersText(found),
    monthsText(found),
    statedText(found),
    filesText(found),
  );

function verdict({ complete, agree, differ, stated, ...rest }: Reconciliation): string {
  const totals = stated.agree + stated.differ;
  return [
    complete ? 'Liggaren är fullständig.' : 'Liggaren är INTE fullständig.',
    `${countInSwedish(agree)} av ${counted(agree + differ, 'konto och månad', 'konton och månader')} stämmer med filerna.`,
    totals === 0
      ? 'Filerna anger inga summor att stämma av mot.'
      : `${countInSwedish(stated.agree)} av ${counted(totals, 'summa', 'summor')} som filerna anger stämmer.`,
    ...warnings(rest),
  ].join('\n');
}

type Warned = Pick<Reconciliation, 'unexplained' | 'unknownRows' | 'unfinished'>;
function warnings({ unexplained, unknownRows, unfinished }: Warned): string[] {
  const told = unfinished.map((id) => `Inläsningen ${id} är avbruten: läs in samma fil igen, så blir den klar.`);
  if (unknownRows > 0) {
    const rows = counted(unknownRows, 'rad', 'rader');
    told.push(`${rows} i filerna går inte att läsa, och ingen vet vilken verifikation de hör till.`);
  }
  // No voucher explains it, so nobody knows where it comes from.
  if (unexplained !== ZERO) {
    told.push(
      `VARNING: ${amountInSwedish(unexplained)} kr kan ingen verifikation förklara. Läs in filerna på nytt, och kontrollera liggaren med replay om det kvarstår.`,
    );
  }
  return told;
}

function causesText({ explained }: Reconciliation): string | null {
  const told = causes.filter((cause) => explained[cause].vouchers > 0);
  if (told.length === 0) return null;
  const rows = told.map((cause) => {
    const { vouchers, amount } = explained[cause];
    return [ofCauses[cause].label, countInSwedish(vouchers), amountInSwedish(amount)];
  });
  return page(
    table([left('Varför'), right('Verifikationer'), right('Kronor, utan tecken')], rows),
    told.map((cause) => wrapped(`${ofCauses[cause].label}: ${ofCauses[cause].remedy}`)).join('\n'),
  );
}

function vouchersText({ explained, vouchers }: Reconciliation): string | null {
  const all = causes.reduce((sum, cause) => sum + explained[cause].vouchers, 0);
  const rows = vouchers.map(({ series, number, date, cause, amount }) => [
    ...[`${series} ${number}`.trim(), date, ofCauses[cause].label, amountInSwedish(amount)],
  ]);
  return listed({ columns: [left('Verifikation'), left('Dag'), left('Varför'), right('Kronor')], rows, all });
}

function monthsText({ accounts }: Reconciliation): string | null {
  const rows = accounts.flatMap(({ account, months }) =>
    months
      .filter(({ difference }) => difference !== ZERO)
      .map(({ month, file, leftOut, ledger, difference, since }) => [
        ...[account, month, ...[file, leftOut, ledger, difference].map(amountInSwedish), since ?? ''],
      ]),
  );
  const amounts = ['Filerna', 'Utanför urvalet', 'Liggaren', 'Skillnad'].map(right);
  return listed({ columns: [left('Konto'), left('Månad'), ...amounts, left('Sedan inläsning')], rows });
}

function statedText({ accounts }: Reconciliation): string | null {
  const rows = accounts.flatMap(({ account, stated, months }) =>
    [{ month: 'året', stated }, ...months].flatMap((one) => {
      if (one.stated === null || one.stated.difference === ZERO) return [];
      const { label, stated: amount, rows: sum, ledger, difference } = one.stated;
      const held = ledger === null ? '' : amountInSwedish(ledger);
      return [
        [account, one.month, label, amountInSwedish(amount), held, amountInSwedish(sum), amountInSwedish(difference)],
      ];
    }),
  );
  const amounts = ['Filen anger', 'Liggaren', 'Filens rader', 'Skillnad'].map(right);
  return listed({ columns: [left('Konto'), left('Månad'), left('Summa'), ...amounts], rows });
}

function filesText({ files }: Reconciliation): string | null {
  const rows = files.map(({ import: id, kind, generated, coverage, scope, isRead }) => [
    ...[id, kind ?? '', generated ?? '', coverage === null ? '' : `${coverage.from} – ${coverage.to}`],
    ...[scope === 'all' ? 'allt' : 'det som rör bidrag', isRead ? 'gäller' : 'ersatt av en nyare'],
  ]);
  return listed({ columns: ['Inläsning', 'Slag', 'Framställd', 'Omfattar', 'Urval', 'Läge'].map(left), rows });
}

interface List {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** How many there are, where `rows` are the first of them. */
  readonly all?: number;
}
function listed({ columns, rows, all = rows.length }: List): string | null {
  if (rows.length === 0) return null;
  const shown = table(columns, rows.slice(0, MOST_LISTED));
  return all > MOST_LISTED ? `${shown}\n… och ${countInSwedish(all - MOST_LISTED)} till; se --json` : shown;
}
