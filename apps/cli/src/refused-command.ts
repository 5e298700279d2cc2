import type { Place } from '#intake';
import { type Details, DomainError } from '#kernel';

/** Where in a file of commands a refusal stopped it: the command's ordinal from 1, how many were carried out, the form's row. */
interface Stop {
  readonly command: number;
  readonly applied: number;
  readonly place?: Place | undefined;
}

/** The refusal of one command of a file: it says the same, and beside its details where the file stopped. */
export class RefusedCommand extends DomainError {
  override readonly details: Details;

  constructor(
    refusal: DomainError,
    readonly stop: Stop,
  ) {
    super(refusal.code, refusal.details);
    const { place, ...counts } = stop;
    this.details = { ...refusal.details, ...counts, ...place };
  }
}
