import { type z } from 'zod';

import { type AdoptedRules } from '../programme/programme.js';
import { rulesToAdopt } from '../programme/shipped-programme.js';
import {
  type GrantCommandName,
  type GrantCommandOf,
  grantCommands,
  type LedgerReading,
  type StandingFinding,
} from './grant.commands.js';
import { type GrantEvent, grantEventTypes } from './grant.events.js';
import { type ClosingCommitment, returnFigures } from './grant.schemas.js';

// Builders for this room's specs: commands and events as the JSON that a reader knows from `apply` and from the log.

export const GRANT = 'god-och-nara-vard-2026';
export const PROGRAMME = { id: 'god-och-nara-vard', year: 2026 } as const;
export const rules: AdoptedRules = { ...rulesToAdopt({ programme: PROGRAMME }), version: 1 };

type Fields<Name extends GrantCommandName> = Omit<z.input<(typeof grantCommands)[Name]>, 'grant'>;

/** A command on the one grant, with the facts that its rules need. */
export function ask<Name extends GrantCommandName>(
  type: Name,
  fields: Fields<Name>,
  facts: {
    readonly ledger?: LedgerReading;
    readonly rules?: AdoptedRules;
    readonly finding?: StandingFinding | null;
    readonly commitment?: ClosingCommitment | null;
  } = {},
): GrantCommandOf<Name> {
  const data = grantCommands[type].parse({ grant: GRANT, ...fields });
  return { type, data, facts: { rules, ...facts } } as unknown as GrantCommandOf<Name>;
}

type Types = (typeof grantEventTypes)[number];
type Wire<Name extends GrantEvent['type']> = Omit<z.input<Extract<Types, { name: Name }>['schema']>, 'grant'>;

/** An event of the one grant, read out of the JSON that the log holds. */
export function happened<Name extends GrantEvent['type']>(
  type: Name,
  fields: Wire<Name>,
  part?: Extract<GrantEvent, { type: Name }>['private'],
): GrantEvent {
  const known = grantEventTypes.find(({ name }) => name === type);
  if (known === undefined) throw new Error(`No event type ${type}`);
  const stored = { type, version: known.version, data: { grant: GRANT, ...fields } };
  return known.read(part === undefined ? stored : { ...stored, private: part });
}

export const PROPOSED = { status: 'proposed', body: 'Regionstyrelsen', proposedBy: 'Arbetsutskottet' } as const;
export const DECIDED = { status: 'decided', body: 'Regionstyrelsen', date: '2026-05-06', paragraph: '§ 0' } as const;
export const AUTHORITY = { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08' } as const;
export const HALSOVAL = { kind: 'unit', name: 'Hälsovalsenheten' } as const;
export const HSN = { kind: 'unit', name: 'Hälso- och sjukvårdsnämnden' } as const;
export const PROVIDER = {
  kind: 'organisation',
  name: 'Vårdcentral i Askersund',
  organisationNumber: '5555555555',
  municipality: '1882',
} as const;
/** A made-up personal number with a right check digit: month 12, day 12. */
export const SOLE_TRADER = { ...PROVIDER, name: 'Läkare A', organisationNumber: '1212121212' } as const;

/** What each pot gets, in kronor. */
export const pots = (population: string, rural: string) => [
  { pot: 'region-population', amount: population },
  { pot: 'region-rural', amount: rural },
];
export const announced = happened('GrantAnnounced', {
  programme: PROGRAMME,
  rulesVersion: 1,
  amounts: pots('65400000.00', '3000000.00'),
});

type Allocated = Partial<Wire<'FundsAllocated'>> & { readonly allocation: string; readonly amount: string };
/** An allocation out of the grant, to a unit and from the population pot unless something else is said. */
export const allocated = (fields: Allocated): GrantEvent =>
  happened('FundsAllocated', {
    from: null,
    to: HALSOVAL,
    pot: 'region-population',
    ownFunding: '0.00',
    purposeAreas: [],
    decision: PROPOSED,
    ...fields,
  });
export const halsoval = allocated({ allocation: 'halsoval', amount: '39300000.00' });
export const hsn = allocated({ allocation: 'hsn', to: HSN, amount: '26100000.00' });
export const landsbygd = allocated({
  allocation: 'landsbygd',
  pot: 'region-rural',
  amount: '3000000.00',
  purposeAreas: [8],
});
/** Rural money handed on to a health centre. */
export const askersund = allocated({
  allocation: 'landsbygd-askersund',
  from: 'landsbygd',
  to: PROVIDER,
  pot: 'region-rural',
  amount: '287881.00',
  purposeAreas: [8],
  decision: DECIDED,
});

/** What the return document of the ledger comes to. */
export const DIGEST = 'd'.repeat(64);
/** What the ledger says at position 90: 1,000.00 of 1,200.00 used. */
export const ledger: LedgerReading = {
  position: 90,
  blocking: [],
  stops: [],
  digest: DIGEST,
  figures: returnFigures.parse({
    received: '1200.00',
    used: '1000.00',
    unused: '200.00',
    areas: [
      { area: 1, performer: 'Hälsovalsenheten', amount: '600.00' },
      { area: 2, performer: 'Hälsovalsenheten', amount: '400.00' },
    ],
  }),
};
