import { DomainError } from '#kernel';

import type { PatientTraces } from './patient-traces.js';

/** What is known of patients in evidence of an activity: what a person answered, and what its text shows. */
export interface PatientsAsked {
  /** Whether it names patients; left out where nobody has been asked. */
  readonly named?: boolean | undefined;
  readonly traces: PatientTraces;
}

/**
 * Evidence of an activity leaves the health service, and may name no patient (OSL 25:1). Refuses with PATIENTS_NOT_ASKED_ABOUT
 * until a person has answered, and with ACTIVITY_NAMES_PATIENTS where it does, or its text has personal numbers.
 */
export function refusePatients({ named, traces: { personalNumbers, words } }: PatientsAsked): void {
  if (named === true || personalNumbers > 0) throw new DomainError('ACTIVITY_NAMES_PATIENTS', { personalNumbers });
  if (named === undefined) throw new DomainError('PATIENTS_NOT_ASKED_ABOUT', { words });
}
