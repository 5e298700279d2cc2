import { type Finding, finding } from './finding.js';
import type { DataOf } from './grant-events.js';
import { type GrantFacts, grantFacts } from './grant-facts.query.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

type Sent = DataOf<'UnderlayDelivered'>;

/** A package that was handed over; to whom, and who looked at its secrecy, is private and stands in the log. */
export interface UnderlayDelivery {
  /** SHA-256, lower-case hex. */
  readonly package: string;
  /** The position that it was built at. */
  readonly builtAt: number;
  readonly form: Sent['form'];
  readonly paragraph: string;
  readonly caseNumber: string | null;
  /** The day that it is of, and the position at which it was recorded. */
  readonly date: string;
  readonly position: number;
}
/** What the authority asks for, with what was handed over for it. */
export interface UnderlayDemand {
  readonly demand: string;
  readonly caseNumber: string;
  /** The last day to answer; null where none was set. */
  readonly due: string | null;
  /** The position at which it was recorded. */
  readonly position: number;
  readonly deliveries: readonly UnderlayDelivery[];
}
/** Demands of a grant in the order that they came, and what nobody had demanded. */
export interface UnderlayDemands {
  readonly demands: readonly UnderlayDemand[];
  readonly undemanded: readonly UnderlayDelivery[];
}

/** The demands for a grant's underlay at a moment; undefined where it was not announced by then. */
export async function underlayDemands(db: Rows, grant: string, moment: Moment): Promise<UnderlayDemands | undefined> {
  const facts = await grantFacts(db, grant, moment);
  return facts === undefined ? undefined : demandsIn(facts);
}

function demandsIn({ events }: GrantFacts): UnderlayDemands {
  const deliveriesOf = (answered: string | null): UnderlayDelivery[] =>
    events.flatMap((event) => {
      if (event.type !== 'UnderlayDelivered' || event.data.demand !== answered) return [];
      const { package: sha256, position: builtAt, form, paragraph, caseNumber = null } = event.data;
      const { date, position } = event;
      return [{ package: sha256, builtAt, form, paragraph, caseNumber, date, position }];
    });
  const demands = events.flatMap((event): UnderlayDemand[] => {
    if (event.type !== 'UnderlayDemanded') return [];
    const { demand, caseNumber, due = null } = event.data;
    return [{ demand, caseNumber, due, position: event.position, deliveries: deliveriesOf(demand) }];
  });
  return { demands, undemanded: deliveriesOf(null) };
}

/** The demands with a last day that nothing was handed over for yet. */
export const demandsDue = (facts: GrantFacts): readonly (UnderlayDemand & { readonly due: string })[] =>
  demandsIn(facts).demands.flatMap((one) =>
    one.due === null || one.deliveries.length > 0 ? [] : [{ ...one, due: one.due }],
  );

/** The demands whose last day is before a day. */
export const overdueDemands = (facts: GrantFacts, day: string): Finding[] =>
  demandsDue(facts)
    .filter(({ due }) => due < day)
    .map(({ demand, caseNumber, due, position }) =>
      finding('UNDERLAY_OVERDUE', { grant: facts.grant, subject: { demand, caseNumber, date: due }, position }),
    );
