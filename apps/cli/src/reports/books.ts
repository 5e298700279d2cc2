import type { BookRow, Moment, PrunedBook } from '#read-models';

import type { BookShown, ShownLock } from '../book-view.js';
import { facts, heading, page, table } from '../output.js';
import { countInSwedish, roleLabels } from '../swedish.js';
import { timeInSwedish } from '../time.js';
import { momentText } from './moment.js';
import { missingText } from './pruning.js';

const forms = { whole: 'hela verifikationer', extract: 'ett urval av rader' } as const;
const scopes = { all: 'allt', grant: 'bara det som rör bidragen' } as const;
const kinds = { erp: 'tas in ur ekonomisystemet', own: 'förs här' } as const;
const identities = { number: 'nummer', 'number+date': 'nummer och datum' } as const;
const lockText = (through: string | null): string => (through === null ? 'ingen dag' : `till och med ${through}`);

interface Listed extends Moment {
  readonly books: readonly BookRow[];
  readonly pruned: readonly PrunedBook[];
}

/** The books: of which system and year, and how far each is locked; and those that decisions have pruned. */
export const bookListText = ({ books: rows, pruned, ...moment }: Listed): string =>
  page(
    `${heading('Böcker')}\n${momentText(moment)}`,
    table(
      [
        { title: 'Bok' },
        { title: 'System', max: 30 },
        { title: 'Från' },
        { title: 'Till' },
        { title: 'Tas in' },
        { title: 'Konton', align: 'right' },
        { title: 'Låst till och med' },
      ],
      rows.map(({ book, system, financialYear: { from, to }, scope, chart, lockedThrough }) => [
        ...[book, system, from, to, scopes[scope]],
        ...[countInSwedish(chart.length), lockedThrough ?? ''],
      ]),
    ),
    missingText(
      'Boken',
      pruned.map(({ book, year, decision }) => ({ name: `${book} (${year})`, decision })),
    ),
  );

/** One book: its facts, what its accounts are to a grant, and its locks with who, when and why. */
export const bookText = (book: BookShown, moment: Moment): string =>
  page(`${heading(`Bok ${book.book}`)}\n${momentText(moment)}`, factsText(book), rolesText(book), locksText(book));

function factsText({ chart, dimensions, financialYear, ...book }: BookShown): string {
  const { project = null, costCentre = null, counterparty = null } = dimensions;
  return facts([
    ['System', book.system],
    ['Räkenskapsår', `${financialYear.from}–${financialYear.to}`],
    ['Boken', kinds[book.kind]],
    ['Filerna har', forms[book.form]],
    ['Tas in', scopes[book.scope]],
    ['En verifikation känns igen på', identities[book.voucherIdentity]],
    ['Dimension för projekt', project],
    ['Dimension för kostnadsställe', costCentre],
    ['Dimension för motpart', counterparty],
    ['Dimensioner som nämner personer', book.privateDimensions.join(', ')],
    ['Konton i kontoplanen', countInSwedish(chart.length)],
    ['Konton med egen roll', countInSwedish(chart.filter(({ role }) => role !== undefined).length)],
    ['Låst', lockText(book.lockedThrough)],
  ]);
}

function rolesText({ accountRoles }: BookShown): string | null {
  if (accountRoles.length === 0) return null;
  const rows = accountRoles.map(({ from, to, role }) => [from, to, roleLabels[role]]);
  return table([{ title: 'Från konto' }, { title: 'Till konto' }, { title: 'Roll' }], rows);
}

function locksText({ locks }: BookShown): string | null {
  if (locks.length === 0) return null;
  return table(
    [
      { title: 'När' },
      { title: 'Position', align: 'right' },
      { title: 'Låst' },
      { title: 'Av' },
      { title: 'Skäl', max: 50 },
    ],
    locks.map((lock) => [
      timeInSwedish(lock.recordedAt),
      ...[countInSwedish(lock.position), lockText(lock.through), lock.actor.subject, reasonText(lock)],
    ]),
  );
}

const reasonText = ({ reason, erased }: ShownLock): string => (erased ? 'raderat' : (reason ?? ''));
