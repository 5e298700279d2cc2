/** Amounts in whole kronor: the rows and their total are in kronor, and add up. */
export interface WholeKronor {
  readonly rows: readonly number[];
  readonly total: number;
  /** What the rounding took off the exact total, in öre; below zero where it added. */
  readonly remainder: number;
}

const ORE = 100;

/** Whole öre as kronor, half a krona away from zero. */
export function nearestKrona(ore: number): number {
  const whole = Math.floor((Math.abs(ore) + ORE / 2) / ORE);
  return ore < 0 && whole !== 0 ? -whole : whole;
}

/**
 * Rounds amounts in whole öre to kronor by the largest remainder: each is cut to the krona below it, and the kronor that
 * are then missing of the rounded total go to the rows that lost most by it, ties to the first. So the rows always add up
 * to the total. `total` is that of a row of which these are the parts, where it is rounded already: the krona below or
 * above their sum.
 */
export function wholeKronor(ores: readonly number[], total?: number): WholeKronor {
  const sum = ores.reduce((all, ore) => all + ore, 0);
  const rounded = total ?? nearestKrona(sum);
  const rows = ores.map((ore) => Math.floor(ore / ORE));
  const lost = ores.map((ore, index) => ore - (rows[index] ?? 0) * ORE);
  let missing = rounded - rows.reduce((all, kronor) => all + kronor, 0);
  const order = rows
    .map((_, index) => index)
    .sort((one, other) => (lost[other] ?? 0) - (lost[one] ?? 0) || one - other);
  for (const index of order) {
    if (missing <= 0) break;
    rows[index] = (rows[index] ?? 0) + 1;
    missing -= 1;
  }
  return { rows, total: rounded, remainder: sum - rounded * ORE };
}
