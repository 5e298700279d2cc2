import { Command } from 'commander';

import { type Bidragsbok, plannedPruning, PRUNING_GROUNDS } from '#intake';
import { DomainError } from '#kernel';

import { type Answer, onBook } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { pruningPlanText, pruningProposedText } from '../reports/pruning.js';
import { type Disposal, disposing, proposed } from './disposal.js';

/** `prune`: says what of a financial year would go, or proposes it. */
export const pruneCommand = (): Command =>
  disposing(
    new Command('prune')
      .description(
        'föreslå att ett räkenskapsår gallras för alltid efter bevarandetiden; det gallras när en annan person bekräftar med act confirm',
      )
      .argument('<year>', 'kalenderåret som räkenskapsåret slutar, till exempel 2015')
      .option('--dry-run', 'visa vad som skulle gallras; gallra och föreslå inget'),
    PRUNING_GROUNDS,
  ).action(
    onBook<Disposal>((book, { args: [text = ''], options }) => {
      const year = yearIn(text);
      return options.dryRun === true
        ? planned(book, year)
        : proposed(book, { type: 'PruneYear', word: 'prune', named: { year }, text: pruningProposedText }, options);
    }),
  );

function yearIn(text: string): number {
  if (/^(?:19|2\d)\d\d$/.test(text)) return Number.parseInt(text, 10);
  throw new DomainError('CALL_MALFORMED', { fault: 'året skrivs med fyra siffror, till exempel 2015' });
}

/** What may not go yet is told by the exit code too. */
async function planned(book: Bidragsbok, year: number): Promise<Answer> {
  const plan = await plannedPruning(book, year);
  return {
    json: { dryRun: true, ...plan },
    text: () => pruningPlanText(plan),
    exitCode: plan.isAllowed ? OK : SOMETHING_REFUSED,
  };
}
