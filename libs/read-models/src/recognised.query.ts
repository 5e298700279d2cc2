import { oreToText } from '#kernel';

import type { Moment } from './moment.js';
import { MATCHED_AT, matchedAt } from './open-lines.query.js';
import type { Rows } from './rows.js';

/**
 * What the books say of a grant beside its cash and its costs, under its project codes, credit positive: income recognised
 * (intäktsfört), and what is not yet earned (bidragsskuld). Null where no line says it, which is not zero.
 */
export interface Recognised {
  readonly incomeRecognised: string | null;
  readonly liability: string | null;
}

// A line that two codes of the grant claim is one line.
const RECOGNISED = `${MATCHED_AT}
SELECT role, -sum(ore) AS ore FROM (SELECT DISTINCT voucher, line, role, ore FROM matched
  WHERE role IN ('grant-income', 'grant-liability')) AS line GROUP BY role`;

/** The income and the debt that stand under a grant's codes at a moment. */
export async function recognised(db: Rows, grant: string, moment: Moment): Promise<Recognised> {
  type Row = { readonly role: 'grant-income' | 'grant-liability'; readonly ore: number };
  const rows = await db.all<Row>(RECOGNISED, matchedAt(grant, moment));
  const of = (role: Row['role']) => {
    const found = rows.find((row) => row.role === role);
    return found === undefined ? null : oreToText(found.ore);
  };
  return { incomeRecognised: of('grant-income'), liability: of('grant-liability') };
}
