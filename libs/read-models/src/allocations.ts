import { textToOre } from '#kernel';

import type { DataOf, GrantFact } from './grant-events.js';

/** An allocation as it stands: amounts in öre, `own` the part that the organisation pays itself. */
export interface Allocation {
  readonly id: string;
  readonly from: string | null;
  readonly to: DataOf<'FundsAllocated'>['to'];
  readonly purposeAreas: readonly number[];
  readonly key: DataOf<'FundsAllocated'>['key'] | undefined;
  /** As first stated, before any redistribution or reduction: what its key is held against. */
  readonly stated: number;
  /** The position of the event that made it. */
  readonly position: number;
  pot: string | null;
  ore: number;
  own: number;
  decision: DataOf<'FundsAllocated'>['decision'];
}
type Allocations = ReadonlyMap<string, Allocation>;

/** Who an allocation is carried out by, by name; a sole trader's name is private, so that the allocation stands for it. */
export const performerOf = ({ id, to }: Allocation): string => (to.kind === 'sole-trader' ? id : to.name);

/** The allocations handed on from another one, or made straight out of the grant (null), in the order of recording. */
export const allocationsFrom = (all: Allocations, from: string | null): Allocation[] =>
  [...all.values()].filter((allocation) => allocation.from === from);

/** An allocation and everything that was handed on below it. */
export function withOnward(all: Allocations, id: string): string[] {
  return [id, ...allocationsFrom(all, id).flatMap((onward) => withOnward(all, onward.id))];
}

/** Follows a grant's allocations. An event on one that is dated after the day asked for says nothing yet. */
export class AllocationsFold {
  readonly all = new Map<string, Allocation>();

  fold(event: GrantFact): void {
    switch (event.type) {
      case 'FundsAllocated':
        this.allocate(event.position, event.data);
        return;
      case 'AllocationDecided':
        this.decide(event.data);
        return;
      case 'FundsRedistributed':
        this.redistribute(event.data);
        return;
      case 'AllocationReduced':
        this.reduce(event.data);
        return;
      default:
        return;
    }
  }

  private allocate(position: number, data: DataOf<'FundsAllocated'>): void {
    const { allocation: id, from, to, purposeAreas, key, decision } = data;
    const pot = from === null ? data.pot : (this.all.get(from)?.pot ?? data.pot);
    const [ore, own] = [textToOre(data.amount), textToOre(data.ownFunding)];
    this.all.set(id, { id, from, to, purposeAreas, key, stated: ore, position, pot, ore, own, decision });
  }

  private decide({ allocation, pot, decision }: DataOf<'AllocationDecided'>): void {
    const decided = this.all.get(allocation);
    if (decided === undefined) return;
    decided.decision = decision;
    if (pot === null) return;
    for (const id of withOnward(this.all, allocation)) {
      const one = this.all.get(id);
      if (one !== undefined) one.pot = pot;
    }
  }

  /** Both sides or neither, so that no krona is made or lost where only one of them is dated by the day asked for. */
  private redistribute({ from, to, amount }: DataOf<'FundsRedistributed'>): void {
    const [giver, taker] = [this.all.get(from), this.all.get(to)];
    if (giver === undefined || taker === undefined) return;
    giver.ore -= textToOre(amount);
    taker.ore += textToOre(amount);
  }

  private reduce({ allocation, amount, ownFunding }: DataOf<'AllocationReduced'>): void {
    const reduced = this.all.get(allocation);
    if (reduced === undefined) return;
    reduced.ore -= textToOre(amount);
    reduced.own -= textToOre(ownFunding);
  }
}
