import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { coverageOf, type LineOfCost, ruleFor, type Support } from './coverage.js';
import { type Requirement, SHIPPED_REQUIREMENTS } from './requirements.js';

const line: LineOfCost = { account: '7011', kind: 'cost', ore: 100_000, isPay: false };
const covers = (supports: readonly Support[], of = line) => coverageOf(SHIPPED_REQUIREMENTS, of, supports);
const invoice = (ore: number): Support => ({ kinds: ['invoice'], ore });

describe('what of a line is proved', () => {
  it('is nothing without an invoice, and it is the turn of the unit', () => {
    expect(covers([])).toEqual({
      ...{ rule: 'invoice', turn: 'unit', covered: 0 },
      lacks: [{ anyOf: ['invoice'], ore: 100_000 }],
    });
  });

  it('is what invoices come to, and nobody is asked once that is the line', () => {
    expect(covers([invoice(40_000)])).toMatchObject({ covered: 40_000, turn: 'unit', lacks: [{ ore: 60_000 }] });
    expect(covers([invoice(40_000), invoice(60_000)])).toMatchObject({ covered: 100_000, turn: null, lacks: [] });
  });

  it('is of a credit too, which a debit does not prove', () => {
    const credit = { ...line, ore: -100_000 };
    expect(covers([invoice(-30_000)], credit)).toMatchObject({ covered: -30_000, lacks: [{ ore: -70_000 }] });
    expect(covers([invoice(30_000)], credit).covered).toBe(0);
  });

  it('is the least of what is needed together: pay without a contract is not proved', () => {
    const pay = { ...line, isPay: true };
    const supports: Support[] = [
      { kinds: ['payslip'], ore: 100_000 },
      { kinds: ['certificate', 'timesheet'], ore: 70_000 },
    ];
    expect(covers(supports, pay)).toMatchObject({
      ...{ rule: 'pay', turn: 'payroll' },
      lacks: [
        { anyOf: ['employment-contract'], ore: 100_000 },
        { anyOf: ['certificate', 'timesheet'], ore: 30_000 },
      ],
    });
  });

  it('goes by the first rule that is for the line: account, kind, amount', () => {
    const rules: Requirement[] = [
      { rule: 'small', accounts: [{ from: '70', to: '71' }], needs: [], turn: 'unit' },
      { rule: 'large', amountFrom: '500.00', kinds: ['cost'], needs: [{ anyOf: ['procurement'] }], turn: 'finance' },
    ];
    expect(ruleFor(rules, line)?.rule).toBe('small');
    expect(coverageOf(rules, line, [])).toMatchObject({ covered: 100_000, lacks: [] });
    expect(ruleFor(rules, { ...line, account: '4011' })?.rule).toBe('large');
    expect(ruleFor(rules, { ...line, account: '4011', ore: -50_000 })?.rule).toBe('large');
    expect(ruleFor(rules, { ...line, account: '4011', ore: 49_999 })).toBeUndefined();
    expect(coverageOf(rules, { ...line, account: '4011', kind: 'passed-on' }, [])).toMatchObject({
      rule: null,
      lacks: [],
    });
  });

  it('is never more than the line, and never against it', () => {
    const ore = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((one) => one !== 0);
    const supports = fc.array(
      fc.record({ kinds: fc.constant(['invoice' as const]), ore: fc.integer({ min: -10_000_000, max: 10_000_000 }) }),
    );
    fc.assert(
      fc.property(ore, supports, (whole, some) => {
        const { covered, lacks } = covers(some, { ...line, ore: whole });
        expect(covered + lacks.reduce((sum, lack) => sum + lack.ore, 0)).toBe(whole);
        expect(Math.abs(covered)).toBeLessThanOrEqual(Math.abs(whole));
        expect(covered * whole).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
