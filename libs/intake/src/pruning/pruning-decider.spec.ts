import { describe, it } from '@jest/globals';

import type { PrivatePartErased, YearPruned } from '#event-log';
import { LocalDate } from '#kernel';
import { given } from '#spec-kit';

import { type Prune, pruningDecider, type PruningFacts } from './pruning-decider.js';

const gone = {
  ranges: [[3, 9]] as [number, number][],
  ...{ books: ['raindance-2015'], imports: ['a1'], projectCodes: ['gnv15'], files: ['a'.repeat(64)] },
  grants: [{ grant: 'gnv-2015', streams: [[3, 4]] as [number, number][] }],
};
const NONE = { going: [], ranges: [] };
const prune = (facts: Partial<PruningFacts> = {}): Prune => ({
  type: 'PruneYear',
  data: {
    ...{ act: 'gallring', year: 2015, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
    decision: { body: 'Arkivnämnden', date: LocalDate.parse('2026-01-10'), caseNumber: 'RA 1' },
  },
  facts: { ...gone, allowedFrom: '2023-01-01', today: '2023-01-01', openGrants: [], documents: NONE, ...facts },
});
const pruned: YearPruned = {
  type: 'YearPruned',
  data: {
    ...{ act: 'gallring', year: 2015, ...gone, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
    decision: { body: 'Arkivnämnden', date: '2026-01-10', caseNumber: 'RA 1' },
  },
};
type Gone = YearPruned | PrivatePartErased;
const log = (...history: readonly Gone[]) => given<null, Prune, Gone>(pruningDecider, history);

describe('a decision to prune a year', () => {
  it('says what goes, by whose word and on which ground', () => {
    log().when(prune()).then([pruned]);
  });

  it('takes the originals of the year along by the same act', () => {
    const { act, ground, paragraph, decision } = pruned.data;
    const erased: PrivatePartErased = {
      type: 'PrivatePartErased',
      data: { act, ranges: [[10, 12]], decision, ground, paragraph, files: [], documents: ['d1'] },
    };
    log()
      .when(prune({ documents: { going: ['d1'], ranges: [[10, 12]] } }))
      .then([pruned, erased]);
  });

  it('is refused before the time of retention is over', () => {
    log()
      .when(prune({ today: '2022-12-31' }))
      .thenRefuses('PRUNING_TOO_EARLY');
  });

  it('is refused while a grant that rests on the year is open', () => {
    log()
      .when(prune({ openGrants: ['gnv-2015'] }))
      .thenRefuses('PRUNING_UNDER_OPEN_GRANT');
  });
});
