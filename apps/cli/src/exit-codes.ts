import { DomainError, type RefusalKind, refusals } from '#kernel';

/** What a shell or a scheduler is told, per kind of refusal: the one place that says so. */
const codes = {
  usage: 2,
  refused: 3,
  unavailable: 3,
  'not-found': 4,
  conflict: 5,
  integrity: 7,
} as const satisfies Record<RefusalKind, number>;

/** The exit code of a command that was answered in full. */
export const OK = 0;
/** The exit code of a bug: nothing that the business expects. */
export const BUG = 1;
/** The exit code of an import of which something was refused or quarantined, or of a draft that would be. */
export const SOMETHING_REFUSED = codes.refused;
/** The exit code where rebuilt figures are not those that stood before. */
export const NOT_INTACT = codes.integrity;

/** The exit code of a command that threw. */
export const exitCodeOf = (error: unknown): number =>
  error instanceof DomainError ? codes[refusals[error.code].kind] : BUG;
