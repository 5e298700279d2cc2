import { textToOre } from '#kernel';

import { type Finding, finding } from './finding.js';
import type { FindingCode } from './findings.catalogue.js';
import { unattributed } from './grant-accounts.query.js';
import { type ImportRow, imports } from './imports.query.js';
import type { Moment } from './moment.js';
import { isReplaced, quarantine } from './quarantine.query.js';
import type { Rows } from './rows.js';

type Books = ReadonlySet<string> | null;

/** What became of files that a person should look at; of some books, or of all (null). */
export async function importFindings(db: Rows, moment: Moment, books: Books): Promise<Finding[]> {
  // One that was taken back says nothing any more, neither of itself nor in the place of another.
  const standing = (await imports(db, moment)).filter(({ undone }) => undone === null);
  const all = standing.filter(({ book }) => books === null || books.has(book));
  const { open, untold } = await quarantine(db, moment);
  const held = ({ import: id }: ImportRow): number =>
    open.filter((one) => one.import === id).length + (untold.find((one) => one.import === id)?.count ?? 0);
  return all.filter((one) => !isReplaced(one, all)).flatMap((one) => ofImport(one, held(one)));
}

/** What is booked on accounts of grants and bears no code, so that no grant can be told it; of some books, or of all (null). */
export async function unattributedFindings(db: Rows, moment: Moment, books: Books): Promise<Finding[]> {
  const found = (await unattributed(db, moment)).filter(({ book }) => books === null || books.has(book));
  return found.map(({ book, account, ore, lines: count, position }) =>
    finding('GRANT_ACCOUNT_WITHOUT_CODE', { subject: { book, account }, ore, count, position }),
  );
}

function ofImport(
  { import: id, book, acceptChanges, startedPosition, completed }: ImportRow,
  quarantined: number,
): Finding[] {
  const subject = { import: id, book };
  if (completed === null) return [finding('IMPORT_NOT_COMPLETED', { subject, position: startedPosition })];
  const { vouchers, unreconciledAccounts, position } = completed;
  const counted = (code: FindingCode, count: number): Finding[] =>
    count === 0 ? [] : [finding(code, { subject, count, position })];
  return [
    ...counted('VOUCHERS_QUARANTINED', quarantined),
    ...counted('VOUCHERS_REFUSED', vouchers.refused),
    // Changes that were accepted are recorded, and no more to be looked at.
    ...counted('VOUCHERS_CHANGED', acceptChanges ? 0 : vouchers.changed),
    ...counted('VOUCHERS_MISSING', acceptChanges ? 0 : vouchers.missing),
    ...unreconciledAccounts.map(({ account, difference }) => {
      return finding('ACCOUNTS_UNRECONCILED', {
        subject: { ...subject, account },
        ore: textToOre(difference),
        position,
      });
    }),
  ];
}
