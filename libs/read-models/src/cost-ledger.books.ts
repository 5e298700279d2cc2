import { chartedAfter } from '#ledger';

import type { BookWire, LedgerBook } from './cost-ledger.tables.js';

/** A book after one more of its events; `before` is undefined where this one opened it. */
export function bookAfter(before: LedgerBook | undefined, event: BookWire): LedgerBook {
  if (event.type === 'BookOpened') return { ...event.data, chart: [], lockedThrough: null };
  if (before === undefined) throw new Error('An event of a book that was never opened');
  switch (event.type) {
    case 'BookAmended':
      return { ...event.data, chart: before.chart, lockedThrough: before.lockedThrough };
    case 'ChartRegistered':
      return { ...before, chart: chartAfter(before.chart, event.data.accounts) };
    case 'PeriodLocked':
    case 'PeriodReopened':
      return { ...before, lockedThrough: event.data.through };
  }
}

/** A chart adds to the earlier ones; an account that it names without a role keeps the one that it has. */
function chartAfter(before: LedgerBook['chart'], accounts: LedgerBook['chart']): LedgerBook['chart'] {
  const chart = new Map(before.map((account) => [account.account, account]));
  for (const one of accounts) chart.set(one.account, chartedAfter(one, chart.get(one.account)));
  return [...chart.values()];
}

/** Whether an event may have changed what a recorded line is: its account's role, its counterparty. */
export function changesLines(event: BookWire): boolean {
  if (event.type === 'ChartRegistered')
    return event.data.accounts.some(({ role, type }) => role !== undefined || type !== undefined);
  return event.type === 'BookAmended';
}

/** Whether a voucher of this day lies in a period that is closed. */
export const isLocked = ({ lockedThrough }: LedgerBook, date: string): boolean =>
  lockedThrough !== null && date <= lockedThrough;
