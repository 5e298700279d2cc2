import { describe, expect, it } from '@jest/globals';

import type { Sample } from '../sample/sampled.js';
import { type Covered, coverLetter } from './cover-letter.js';

const left = (reason: Sample['leftOut'][number]['reason'], amount: string) => ({ reason, count: 3, amount, ids: [] });
const sample: Sample = {
  ...{ grant: 'g', projectCode: null, from: null, to: null, of: 'documents', method: 'mus:5', seed: '7' },
  ...{ credits: 'leave-out', position: 9, netted: [], strata: [], units: [] },
  population: { count: 12, amount: '500.00', digest: '0'.repeat(64) },
  leftOut: [left('not-cost', '-900.00'), left('without-document', '40.00'), left('zero', '0.00')],
};
const covered: Covered = {
  ...{ selection: { grant: 'g' }, form: 'authority', moment: { position: 9 }, organisation: 'Regionen' },
  ...{ day: '2027-06-01', root: 'rot', sums: { lines: 4, missing: '0.00' }, net: '100.00', gaps: 0, vouchers: 2 },
  ...{ documents: 2, withheld: [], activities: [], isClosed: false, sample: null },
};
const missing = (of: Partial<Covered>): readonly string[] => {
  const [, said = ''] = /DET SOM SAKNAS\n([\s\S]*?)\n\n/.exec(coverLetter({ ...covered, ...of })) ?? [];
  return said.replaceAll('\u00a0', ' ').split('\n');
};

describe('the letter of a package', () => {
  it('says first what is missing, and of a sample what of the costs it could not be drawn from', () => {
    expect(missing({})).toEqual(['Inget: varje rad är styrkt.']);
    expect(missing({ sample })).toEqual([
      'Inget i stickprovet: varje dragen rad är styrkt.',
      'Utanför stickprovets urval: rader eller delar av dem utan underlag, 3 till antalet, 40,00 kr.',
    ]);
    expect(missing({ gaps: 1, sums: { lines: 4, missing: '25.00' }, withheld: ['Ett dokument är gallrat.'] })).toEqual([
      '1 av 4 rader är inte styrkta helt: 25,00 kr saknar underlag (saknas.csv).',
      'Ett dokument är gallrat.',
    ]);
    expect(missing({ sums: { lines: 0, missing: '0.00' } })).toEqual([
      'Urvalet har inga rader. Paketet är tomt på kostnader.',
    ]);
  });

  it('names what a closing counted only where the grant is closed', () => {
    expect(coverLetter(covered)).not.toContain('avslut.txt');
    expect(coverLetter({ ...covered, isClosed: true })).toContain('avslut.txt');
  });
});
