import { describe, it } from '@jest/globals';

import type { YearPruned } from '#event-log';
import { LocalDate } from '#kernel';
import { given } from '#spec-kit';

import { type Prune, pruningDecider, type PruningFacts } from './pruning-decider.js';

const gone = {
  ranges: [[3, 9]] as [number, number][],
  ...{ books: ['raindance-2015'], imports: ['a1'], projectCodes: ['gnv15'], files: ['a'.repeat(64)] },
  grants: [{ grant: 'gnv-2015', streams: [[3, 4]] as [number, number][] }],
};
const prune = (facts: Partial<PruningFacts> = {}): Prune => ({
  type: 'PruneYear',
  data: {
    ...{ act: 'gallring', year: 2015, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
    decision: { body: 'Arkivnämnden', date: LocalDate.parse('2026-01-10'), caseNumber: 'RA 1' },
  },
  facts: { ...gone, allowedFrom: '2023-01-01', today: '2023-01-01', openGrants: [], ...facts },
});
const pruned: YearPruned = {
  type: 'YearPruned',
  data: {
    ...{ act: 'gallring', year: 2015, ...gone, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
    decision: { body: 'Arkivnämnden', date: '2026-01-10', caseNumber: 'RA 1' },
  },
};
const log = (...history: readonly YearPruned[]) => given<null, Prune, YearPruned>(pruningDecider, history);

describe('a decision to prune a year', () => {
  it('says what goes, by whose word and on which ground', () => {
    log().when(prune()).then([pruned]);
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
