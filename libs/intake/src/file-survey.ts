import { DomainError } from '#kernel';

import type { Coverage } from './coverage.js';
import { doubtsOfSurvey } from './file-doubts.js';
import type { ImportTarget } from './import-target.js';
import type { ImportOrder, VoucherFile } from './voucher-file.js';
import { composed } from './voucher-key.js';

interface Surveyed {
  readonly coverage: Coverage;
  readonly facts: Pick<ImportTarget['facts'], 'form' | 'privateDimensions'>;
}

/**
 * Reads a whole file and makes nothing of it but its coverage: an extract's lines are missing only inside its codes, and
 * a total that differs refuses the file whole. Answers with what there is to doubt. Refuses with LEDGER_WITHOUT_VOUCHERS.
 */
export async function surveyed(
  file: VoucherFile,
  { covers, progress }: Pick<ImportOrder, 'covers' | 'progress'>,
  { coverage, facts }: Surveyed,
): Promise<{ readonly doubts: readonly DomainError[]; readonly unknownRows: number }> {
  if (facts.form === 'whole' && !file.hasVouchers) throw new DomainError('LEDGER_WITHOUT_VOUCHERS');
  let outside = 0;
  const survey = await file.survey({
    privateDimensions: new Set(facts.privateDimensions),
    see: ({ date, series: written, objects }) => {
      const series = composed(written);
      coverage.see(date, series);
      coverage.seeObjects(objects);
      if (!coverage.allows({ date, series })) outside++;
    },
    progress: (bytes) => progress?.({ bytes, of: file.size }),
  });
  coverage.isUncertain = facts.form === 'extract' && survey.unknownRows > 0;
  return { doubts: doubtsOfSurvey(survey, { outside, covers }), unknownRows: survey.unknownRows };
}
