/** What was paid in April: of each pot, what was booked on each project. */
const PAID = [
  [
    { project: '28101', ore: 3_930_000_000 },
    { project: '28201', ore: 2_610_000_000 },
  ],
  [{ project: '27010', ore: 300_000_000 }],
] as const;
/** What the one health centre that reports has used of what was handed on to it, as it will say in January. */
export const REPORTED_ORE = 25_000_000;
/** The liability that a payment is booked as, and the income that it becomes as it is used. */
const [LIABILITY, INCOME] = ['2991', '3511'];

/** A line as it is booked, debit positive. */
interface Line {
  readonly account: string;
  readonly ore: number;
  readonly objects: readonly (readonly [dimension: string, object: string])[];
  readonly kind?: 'struck' | 'added';
}
interface Booked {
  readonly date: string;
  readonly lines: readonly Line[];
}

const lineOf = (account: string, project: string, ore: number): Line => ({ account, ore, objects: [['6', project]] });

/** The payment as a debt to the authority, project by project. */
export const paidLines = (): readonly Line[] => PAID.flat().map(({ project, ore }) => lineOf(LIABILITY, project, -ore));

/** At the year's end what has been used of the payment is income; the rest stays a debt. */
export const incomeLines = (vouchers: readonly Booked[]): readonly Line[] =>
  PAID.flatMap((pot) => {
    // What one project has over of a pot pays for what another has used beyond its share.
    let left = pot.reduce((sum, { project }) => sum + usedOf(vouchers, project), 0);
    return pot.flatMap(({ project, ore: paid }): Line[] => {
      const ore = Math.min(paid, left);
      left -= ore;
      return [lineOf(LIABILITY, project, ore), lineOf(INCOME, project, -ore)];
    });
  });

/** Costs of a project in 2026; of what is handed on as much as is reported. */
function usedOf(vouchers: readonly Booked[], project: string): number {
  const costs = vouchers
    .filter(({ date }) => date.startsWith('2026'))
    .flatMap(({ lines }) => lines)
    .filter((line) => isCost(line) && line.objects.some(([, object]) => object === project));
  const own = costs.reduce((sum, { ore }) => sum + ore, 0);
  return project === '27010' ? own + REPORTED_ORE : own;
}

/** Handed on, or moved between units of the region, is no cost of its own; nor is what was struck or added afterwards. */
const isCost = ({ account, kind }: Line): boolean =>
  account >= '4000' && account < '8000' && !['4511', '7811'].includes(account) && kind === undefined;
