import { LocalDate } from '#kernel';

import { CostFold, type CostWire } from './cost.fold.js';
import { type GrantPositionTables, grantPositionTables } from './grant-position.tables.js';
import { Reviews } from './line-reviews.js';
import type { ProjectedEvent, Projection } from './projection.js';

/** What has each grant got, what is it spent on, and what of it counts? */
export const grantPosition: Projection<keyof typeof grantPositionTables> = {
  tables: grantPositionTables,
  *start(rows) {
    const costs = new CostFold(rows, yield* Reviews.read(rows));
    return (event) => {
      const { type, stream } = event;
      if (type.startsWith('Cost')) return costs.fold(event as ProjectedEvent & CostWire);
      if (type === 'VoucherRecorded') costs.beginVoucher(event);
      else if (stream.startsWith('grant-')) foldGrant(rows, event);
      else if (type === 'ProgrammeAdopted') foldProgramme(rows, event);
      return null;
    };
  },
};

function foldProgramme(rows: GrantPositionTables, { stream, position, data }: ProjectedEvent): void {
  rows.programme_rules.add([stream, position, JSON.stringify(data)]);
}

function foldGrant(rows: GrantPositionTables, event: ProjectedEvent): void {
  const { stream, position, occurredOn: occurred, type, data } = event;
  const { decision } = data as { readonly decision?: { readonly date?: string } };
  const date = occurred ?? decision?.date ?? LocalDate.ofInstant(event.recordedAt).toString();
  const grant = stream.slice('grant-'.length);
  rows.grant_fact.add([grant, position, date, occurred ?? null, type, JSON.stringify(data)]);
}
