import { type Details, DomainError } from '#kernel';

/** Where in a file of commands a refusal stopped it: the command's ordinal from 1, and how many were carried out. */
interface Stop {
  readonly command: number;
  readonly applied: number;
}

/** The refusal of one command of a file: it says the same, and beside its details where the file stopped. */
export class RefusedCommand extends DomainError {
  override readonly details: Details;

  constructor(
    refusal: DomainError,
    readonly stop: Stop,
  ) {
    super(refusal.code, refusal.details);
    this.details = { ...refusal.details, ...stop };
  }
}
