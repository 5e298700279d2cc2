import { expect } from '@jest/globals';

import type { ImportReport } from './import-report.js';
import { cost, voucher } from './sie.fixture.js';

/** What became of the vouchers of a file without any. */
export const NONE = {
  ...{ taken: 0, extended: 0, known: 0, changed: 0 },
  ...{ missing: 0, refused: 0, quarantined: 0, outOfScope: 0, returned: 0 },
};

/** Two costs of January: 300.50 kr. */
export const january = [cost(['LR 1', '2026-01-10'], '100.00'), cost(['LR 2', '2026-01-20'], '200.50')] as const;
/** A cost and a credit of February: 370.00 kr. */
export const february = [cost(['LR 3', '2026-02-10'], '400.00'), cost(['BF 1', '2026-02-11'], '-30.00')] as const;
/** A voucher with tenths of an öre. */
export const precise = voucher(
  ['LR 9', '2026-02-12'],
  [
    ['7411', '6 "28101"', '1.001'],
    ['2511', '', '-1.001'],
  ],
);
/** A voucher that does not balance, by 1,239.50 kr. */
export const skew = voucher(
  ['LR 8', '2026-02-13'],
  [
    ['7411', '6 "28101"', '1250.00'],
    ['2511', '', '-10.50'],
  ],
);
/** A voucher that no code touches. */
export const nobodys = voucher(
  ['LR 7', '2026-02-14'],
  [
    ['6411', '', '99.00'],
    ['2511', '', '-99.00'],
  ],
);

/** What was read is what became of it, whatever that was. */
export function expectComplete({ vouchers: { read, missing, returned, ...became } }: ImportReport): void {
  expect(missing).toBeGreaterThanOrEqual(0);
  expect(returned).toBeLessThanOrEqual(became.taken);
  expect(Object.values(became).reduce((sum, count) => sum + count, 0)).toBe(read);
}
