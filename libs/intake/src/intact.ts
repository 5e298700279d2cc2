import { DomainError } from '#kernel';

import { isFailure, type VerificationFault } from './verification.js';

/** Refuses, naming the first thing that is not as it was signed. */
export function assertIntact(
  faults: readonly VerificationFault[],
  code: 'BACKUP_NOT_INTACT' | 'LOG_NOT_INTACT' = 'BACKUP_NOT_INTACT',
): void {
  const failed = faults.filter(isFailure);
  const [first] = failed;
  if (first !== undefined) throw new DomainError(code, { what: inWords(first), faults: failed.length });
}

function inWords(fault: VerificationFault): string {
  if (!('step' in fault)) return `händelsen vid position ${fault.position} (${fault.stream})`;
  switch (fault.step) {
    case 'file':
      return `liggarens fil (${fault.says})`;
    case 'tree':
      return `trädet över position ${fault.first}–${fault.last}`;
    case 'checkpoint':
      return `kontrollpunkten över ${fault.size} händelser`;
    case 'signer':
      return 'signerarens minne';
    case 'closing':
      return `avslutet av bidraget ${fault.grant}`;
    case 'document':
      return fault.document === null ? 'nycklarna till dokumenten' : `dokumentet ${fault.document}`;
    case 'kept-file':
      return `filen som inläsningen ${fault.import} läste`;
  }
}
