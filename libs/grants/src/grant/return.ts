import { DomainError, Money } from '#kernel';

import { answerFaults, type ReturnForm } from '../programme/return-form.js';
import { mustBeAreas } from './checks.js';
import { type GrantCommandOf, type LedgerReading } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { type ReturnFigures } from './grant.schemas.js';
import { type Grant, openGrant } from './grant.state.js';

type Submission = GrantCommandOf<'SubmitReturn'>;

/** Refuses with GRANT_UNKNOWN, GRANT_CLOSED, RETURN_ALREADY_SUBMITTED, and as `submitted` does. */
export function submitReturn(grant: Grant, { data, facts }: Submission): readonly GrantEvent[] {
  if (openGrant(grant, data.grant).returned) throw new DomainError('RETURN_ALREADY_SUBMITTED', { grant: data.grant });
  return [{ type: 'ReturnSubmitted', data: submitted(data, facts), private: signed(data) }];
}

/** Refuses with GRANT_UNKNOWN, GRANT_CLOSED, RETURN_MISSING, and as `submitted` does. */
export function amendReturn(grant: Grant, { data, facts }: GrantCommandOf<'AmendReturn'>): readonly GrantEvent[] {
  if (!openGrant(grant, data.grant).returned) throw new DomainError('RETURN_MISSING', { grant: data.grant });
  const { reason } = data;
  const part = { ...signed(data), ...(reason !== undefined && { reason }) };
  return [{ type: 'ReturnAmended', data: submitted(data, facts), private: part }];
}

/**
 * The submission with the position, the figures and the document that it rests on written out, so that the second person
 * confirms what the first one saw, whatever the books have taken in since.
 */
export const withFigures = (
  data: Submission['data'],
  { position, figures, digest }: LedgerReading,
): Submission['data'] => ({
  ...data,
  position,
  figures: data.figures ?? figures,
  digest: data.digest ?? digest,
});

/** Refuses as `figuresOf` and `mustAnswer` do, with RETURN_STOPPED_BY_CHECKS and RETURN_DOCUMENT_DIFFERS. */
function submitted(data: Submission['data'], facts: Submission['facts']) {
  const { grant, act, caseNumber } = data;
  const figures = figuresOf(data.figures, facts);
  const { position, digest, stops } = facts.ledger;
  const { form } = facts.rules.return;
  if (stops.length > 0) throw new DomainError('RETURN_STOPPED_BY_CHECKS', { checks: stops });
  if (data.digest !== undefined && data.digest !== digest) {
    throw new DomainError('RETURN_DOCUMENT_DIFFERS', { digest, position });
  }
  if (form !== undefined) mustAnswer(form, data);
  const frozen = { form: form?.version ?? null, digest };
  return { grant, act, position, figures, ...(caseNumber !== undefined && { caseNumber }), ...frozen };
}

/** Refuses with RETURN_ANSWER_UNKNOWN, RETURN_ANSWER_TOO_LONG, RETURN_ANSWER_MISSING: the first fault there is. */
function mustAnswer(form: ReturnForm, { signatory, answers }: Submission['data']): void {
  const [fault] = answerFaults(form, { signatory, answers });
  if (fault !== undefined) throw new DomainError(fault.code, { field: fault.field, maxLength: fault.maxLength ?? '' });
}

const signed = ({ signatory, answers }: Submission['data']) => ({
  signatory,
  ...(answers !== undefined && { answers }),
});

/**
 * The figures of the return, which are the ledger's. Refuses with RETURN_BLOCKED, RETURN_DIFFERS_FROM_LEDGER,
 * RETURN_AREAS_DIFFER_FROM_USED, RETURN_UNUSED_NEGATIVE, AREA_UNKNOWN.
 */
function figuresOf(stated: ReturnFigures | undefined, { ledger, rules }: Submission['facts']): ReturnFigures {
  const { blocking, figures } = ledger;
  if (blocking.length > 0) throw new DomainError('RETURN_BLOCKED', { findings: blocking });
  if (stated !== undefined && !sameFigures(stated, figures)) {
    throw new DomainError('RETURN_DIFFERS_FROM_LEDGER', { used: figures.used, position: ledger.position });
  }
  mustBeAreas(
    rules,
    figures.areas.flatMap(({ area }) => area ?? []),
  );
  const areas = Money.sum(figures.areas.map(({ amount }) => amount));
  if (!areas.equals(figures.used)) {
    throw new DomainError('RETURN_AREAS_DIFFER_FROM_USED', { areas, used: figures.used });
  }
  if (figures.unused.isNegative) throw new DomainError('RETURN_UNUSED_NEGATIVE', {});
  return figures;
}

/** The order of the rows is no difference. */
function sameFigures(one: ReturnFigures, other: ReturnFigures): boolean {
  const text = ({ received, used, unused, areas }: ReturnFigures) => {
    const rows = areas.map(({ area, performer, amount }) => JSON.stringify([area, performer, amount.toString()]));
    return JSON.stringify([received, used, unused, rows.sort()]);
  };
  return text(one) === text(other);
}
