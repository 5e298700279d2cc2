import { describe, expect, it } from '@jest/globals';

import { given } from '#spec-kit';

import {
  FLAGGED,
  RequirementsAdopted,
  requirementsCommands,
  requirementsDecider,
  SHIPPED_REQUIREMENTS,
} from './requirements.js';

const rule = (name: string) => ({
  rule: name,
  amountFrom: '500.00',
  needs: [{ anyOf: ['invoice' as const] }],
  turn: 'unit' as const,
});
const adopt = (names: readonly string[], reason?: string) => ({
  type: 'AdoptRequirements' as const,
  data: requirementsCommands.AdoptRequirements.parse({
    rules: names.map(rule),
    ...(reason === undefined ? {} : { reason }),
  }),
});
const adopted = (...names: readonly string[]): RequirementsAdopted => ({
  type: 'RequirementsAdopted',
  data: { rules: names.map(rule), doubleFunding: FLAGGED },
});

describe('what costs need', () => {
  it('is adopted whole, and anew where it has changed', () => {
    given(requirementsDecider)
      .when(adopt(['invoice']))
      .then([adopted('invoice')]);
    given(requirementsDecider, [adopted('invoice')])
      .when(adopt(['invoice']))
      .then([]);
    given(requirementsDecider, [adopted('invoice')])
      .when(adopt(['invoice', 'salary'], 'Beslut'))
      .then([{ ...adopted('invoice', 'salary'), private: { reason: 'Beslut' } }]);
  });

  it('says what is refused for being paid for twice, and keeps what it is not asked to change', () => {
    const asked = adopt(['invoice']);
    const blocking = { ...FLAGGED, INVOICE_LINKED_TWICE: 'block' as const };
    const blocked = { ...adopted('invoice'), data: { ...adopted('invoice').data, doubleFunding: blocking } };
    given(requirementsDecider, [adopted('invoice')])
      .when({ ...asked, data: { ...asked.data, doubleFunding: { INVOICE_LINKED_TWICE: 'block' } } })
      .then([blocked]);
    given(requirementsDecider, [blocked]).when(asked).then([]);
  });

  it('refused nothing before there was a choice', () => {
    const old = { type: 'RequirementsAdopted', version: 1, data: { rules: [rule('invoice')] } };
    expect(RequirementsAdopted.read(old).data.doubleFunding).toEqual(FLAGGED);
  });

  it('names no rule twice', () => {
    given(requirementsDecider)
      .when(adopt(['invoice', 'invoice']))
      .thenRefuses('REQUIREMENT_LISTED_TWICE');
  });

  it('is something before anything is adopted', () => {
    expect(requirementsCommands.AdoptRequirements.safeParse({ rules: SHIPPED_REQUIREMENTS }).success).toBe(true);
  });
});
