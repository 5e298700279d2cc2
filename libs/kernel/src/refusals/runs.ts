import type { Refusal } from './refusal.js';

/** Packages and returns that are being built, one of a grant at a time. */
export const runs = {
  RUN_UNDER_WAY: {
    kind: 'conflict',
    says:
      'Ett bygge för bidraget {grant} pågår redan ({kind} build): process {process} på datorn {host} sedan {started}, {progress}. Vänta ' +
      'tills det är klart (runs visar hur långt det har kommit) och gör sedan om. Har det avbrutits blir bidraget ledigt av sig självt.',
  },
} as const satisfies Record<string, Refusal>;
