import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import type { Evidence, PayShare } from './evidence.events.js';
import type { VoucherEvent } from './voucher.events.js';
import { ask, PERSON, recorded, REF, source, takeIn } from './voucher.fixture.js';
import { voucherDecider } from './voucher.js';

const invoice: Evidence = { form: 'document', document: '0123456789abcdef0123456789abcdef' };
const earlier: Evidence = { form: 'reposting', voucher: { ...REF, number: '7' } };
const after = (...history: VoucherEvent[]) => given(voucherDecider, history);
const linked = (
  amount: string,
  basis: { rule: string } | { person: string },
  evidence: Evidence = invoice,
): VoucherEvent => ({
  type: 'EvidenceLinked',
  data: { ...REF, line: 1, evidence, amount, basis },
});
const byPerson = { person: PERSON };
const byRule = { rule: 'supplier-number-amount' };
const match = (amount: string) => ({
  type: 'MatchEvidence' as const,
  data: { voucher: REF, rule: byRule.rule, links: [{ line: 1, evidence: invoice, amount }] },
});
const share = (amount: string): PayShare => ({
  ...{ person: 'p1', from: '2026-03-01', to: '2026-03-31', gross: '1000.00', onCost: '400.00', onCostRate: '0.4' },
  ...{ onCostBasis: 'flat', charged: { form: 'share', share: '0.5' }, amount },
  ...{ payslip: null, contract: null, support: null },
});
const paySource = { file: 'f0', mapping: { mapping: 'lonelista', revision: 0 } };
const salary = (...shares: PayShare[]) => ({
  type: 'LinkSalary' as const,
  data: { voucher: REF, line: 1, shares, source: paySource, reason: 'Lönelista' },
});
const salaryLinked = (...shares: PayShare[]): VoucherEvent => ({
  type: 'SalaryLinked',
  data: { ...REF, line: 1, shares, source: paySource },
  private: { reason: 'Lönelista' },
});

describe('evidence of a line', () => {
  it('supports the whole line where no amount is named, and why', () => {
    after(recorded())
      .when(ask('LinkEvidence', { line: 1, evidence: invoice, reason: 'Samma leverans' }))
      .then([{ ...linked('1000.01', byPerson), private: { reason: 'Samma leverans' } } as VoucherEvent]);
    after(recorded())
      .when(ask('LinkEvidence', { line: 3, evidence: invoice }))
      .then([
        { type: 'EvidenceLinked', data: { ...REF, line: 3, evidence: invoice, amount: '-1250.01', basis: byPerson } },
      ]);
  });

  it('supports a part, and another part when it is said anew', () => {
    const part = ask('LinkEvidence', { line: 1, evidence: invoice, amount: '400.00' });
    after(recorded())
      .when(part)
      .then([linked('400.00', byPerson)]);
    after(recorded(), linked('400.00', byPerson)).when(part).then([]);
    after(recorded(), linked('1000.01', byPerson))
      .when(part)
      .then([linked('400.00', byPerson)]);
  });

  it.each([
    ['more than the line', 1, '1000.02'],
    ['nothing', 1, '0.00'],
    ['a cost by a credit', 1, '-1.00'],
    ['a credit by a cost', 3, '1.00'],
    ['more than a credit', 3, '-1250.02'],
  ])('never supports %s', (_, line, amount) => {
    after(recorded())
      .when(ask('LinkEvidence', { line, evidence: invoice, amount }))
      .thenRefuses('LINK_EXCEEDS_LINE');
  });

  it('is of a line that is there, in a voucher that stands', () => {
    const asked = ask('LinkEvidence', { line: 9, evidence: invoice });
    after(recorded()).when(asked).thenRefuses('LINE_UNKNOWN');
    after().when(asked).thenRefuses('VOUCHER_UNKNOWN');
    after(recorded(), { type: 'VoucherWithdrawn', data: REF }).when(asked).thenRefuses('VOUCHER_WITHDRAWN');
  });

  it('may be another voucher, never its own', () => {
    after(recorded())
      .when(ask('LinkEvidence', { line: 1, evidence: earlier }))
      .then([linked('1000.01', byPerson, earlier)]);
    after(recorded())
      .when(ask('LinkEvidence', { line: 1, evidence: { form: 'accrual', voucher: REF } }))
      .thenRefuses('LINK_TO_ITSELF');
  });

  it('is found by a rule, which leaves alone what a person said', () => {
    after(recorded())
      .when(match('1000.01'))
      .then([linked('1000.01', byRule)]);
    after(recorded(), linked('400.00', byPerson)).when(match('1000.01')).then([]);
  });

  it('is taken back, and may come again', () => {
    const unlink = ask('UnlinkEvidence', { line: 1, evidence: invoice, reason: 'Fel faktura' });
    const unlinked: VoucherEvent = {
      type: 'EvidenceUnlinked',
      data: { ...REF, line: 1, evidence: invoice, person: PERSON },
      private: { reason: 'Fel faktura' },
    };
    after(recorded()).when(unlink).thenRefuses('EVIDENCE_NOT_LINKED');
    after(recorded(), linked('400.00', byPerson)).when(unlink).then([unlinked]);
    after(recorded(), linked('400.00', byPerson), unlinked)
      .when(ask('LinkEvidence', { line: 1, evidence: invoice, amount: '400.00' }))
      .then([linked('400.00', byPerson)]);
  });

  it('is nothing that the source says: the same file again changes nothing', () => {
    after(recorded(), linked('400.00', byPerson), salaryLinked(share('100.00')))
      .when(takeIn(source()))
      .then([]);
  });
});

describe('the pay in a line', () => {
  it('is these shares, all of them, in place of those before', () => {
    after(recorded())
      .when(salary(share('600.00'), share('400.01')))
      .then([salaryLinked(share('600.00'), share('400.01'))]);
    after(recorded(), salaryLinked(share('600.00')))
      .when(salary(share('600.00')))
      .then([]);
    after(recorded(), salaryLinked(share('600.00')))
      .when(salary(share('500.00')))
      .then([salaryLinked(share('500.00'))]);
  });

  it('is never more than the line', () => {
    after(recorded())
      .when(salary(share('600.00'), share('400.02')))
      .thenRefuses('LINK_EXCEEDS_LINE');
  });

  it('is taken back', () => {
    const unlink = ask('UnlinkSalary', { line: 1, reason: 'Fel månad' });
    after(recorded()).when(unlink).thenRefuses('SALARY_NOT_LINKED');
    after(recorded(), salaryLinked(share('600.00')))
      .when(unlink)
      .then([{ type: 'SalaryUnlinked', data: { ...REF, line: 1 }, private: { reason: 'Fel månad' } }]);
  });
});
