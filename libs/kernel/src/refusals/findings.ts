import type { Refusal } from './refusal.js';

/** Findings that are to be let be. */
export const findings = {
  FINDING_UNKNOWN: {
    kind: 'not-found',
    says: 'Det finns ingen iakttagelse {finding} av slaget {code} på bidraget nu. Se findings --grant, och ange id och slag som de står där.',
  },
  FINDING_NOT_WAIVABLE: {
    kind: 'refused',
    says: 'En iakttagelse av slaget {code} går inte att avstå från: så länge den står är siffror okända. Gör det som den ber om.',
  },
  FINDING_ALREADY_WAIVED: {
    kind: 'conflict',
    says: 'Iakttagelsen {finding} är redan avstådd som den står. Inget mer behöver göras.',
  },
  FINDING_HAS_CHANGED: {
    kind: 'conflict',
    says: 'Iakttagelsen {finding} är inte längre vad som angavs: nu är den på {amount} kr, {count} till antalet. Titta på den igen och föreslå på nytt.',
  },
} as const satisfies Record<string, Refusal>;
