import { describe, expect, it } from '@jest/globals';

import { given } from '#spec-kit';

import {
  type RequirementsAdopted,
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
  data: { rules: names.map(rule) },
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

  it('names no rule twice', () => {
    given(requirementsDecider)
      .when(adopt(['invoice', 'invoice']))
      .thenRefuses('REQUIREMENT_LISTED_TWICE');
  });

  it('is something before anything is adopted', () => {
    expect(requirementsCommands.AdoptRequirements.safeParse({ rules: SHIPPED_REQUIREMENTS }).success).toBe(true);
  });
});
