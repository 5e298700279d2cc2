import { type Finding, finding } from './finding.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

/** What rests on a stream that had moved on: of which grant, nobody knows before somebody has looked. */
export async function slipFindings(db: Rows, moment: Moment): Promise<Finding[]> {
  const sql = 'SELECT position, stream, moved, event FROM guard_slip WHERE position <= ? ORDER BY position, moved';
  type Row = { readonly position: number; readonly stream: string; readonly moved: number; readonly event: number };
  const rows = await db.all<Row>(sql, [moment.position]);
  return rows.map(({ position, ...subject }) => finding('GUARD_SLIPPED', { subject, position }));
}
