import { DomainError, Money } from '#kernel';

import { type AdoptedRules } from '../programme/programme.js';
import { type Decision, type PotAmounts } from './grant.schemas.js';

/** Refuses with AMOUNT_NOT_POSITIVE. */
export function mustBePositive(...amounts: readonly Money[]): void {
  if (!amounts.every((amount) => amount.isPositive)) throw new DomainError('AMOUNT_NOT_POSITIVE', {});
}

/** Refuses with AMOUNT_NEGATIVE. */
export function mustNotBeNegative(...amounts: readonly Money[]): void {
  if (amounts.some((amount) => amount.isNegative)) throw new DomainError('AMOUNT_NEGATIVE', {});
}

/** Refuses with POT_UNKNOWN. */
export function mustBePots(rules: AdoptedRules, pots: readonly string[]): void {
  for (const pot of pots) {
    if (!rules.pots.some(({ id }) => id === pot)) {
      throw new DomainError('POT_UNKNOWN', { pot, pots: rules.pots.map(({ id }) => id) });
    }
  }
}

/** Amounts the authority states: a pot may get nothing. Refuses with POT_UNKNOWN and AMOUNT_NEGATIVE. */
export function mustBeStatedAmounts(rules: AdoptedRules, amounts: PotAmounts): void {
  mustBePots(
    rules,
    amounts.map(({ pot }) => pot),
  );
  mustNotBeNegative(...amounts.map(({ amount }) => amount));
}

/** Money that moves: something must come to at least one pot. Refuses with POT_UNKNOWN and AMOUNT_NOT_POSITIVE. */
export function mustBeMoney(rules: AdoptedRules, amounts: PotAmounts): void {
  mustBeStatedAmounts(rules, amounts);
  mustBePositive(Money.sum(amounts.map(({ amount }) => amount)));
}

/** Refuses with AREA_UNKNOWN. */
export function mustBeAreas(rules: AdoptedRules, areas: readonly number[]): void {
  for (const area of areas) {
    if (!rules.purposeAreas.some(({ number }) => number === area)) throw new DomainError('AREA_UNKNOWN', { area });
  }
}

/** Refuses with DECISION_NOT_DECIDED: a proposal moves no money. */
export function mustBeDecided({ status }: Decision): void {
  if (status !== 'decided') throw new DomainError('DECISION_NOT_DECIDED', {});
}

/** A decision of our own has its day. Refuses with DECISION_NOT_DECIDED and DECISION_DATE_MISSING. */
export function mustBeDecidedHere(decision: Decision): void {
  mustBeDecided(decision);
  if (decision.date === undefined) throw new DomainError('DECISION_DATE_MISSING', {});
}
