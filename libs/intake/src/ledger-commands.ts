import type { z } from 'zod';

import type { Attempt } from '#event-log';
import { adoptedRules, grantDecider, grantStream, programmeDecider, programmeStream } from '#grants';
import {
  type bookCommands,
  bookDecider,
  bookStream,
  type mappingCommands,
  mappingDecider,
  mappingStream,
  type projectCodeCommands,
  projectCodeDecider,
  type ProjectCodeLookup,
  projectCodeStream,
  type salaryMappingCommands,
  salaryMappingDecider,
  salaryMappingStream,
  type voucherCommands,
  voucherDecider,
  voucherStream,
} from '#ledger';
import { refuseContradiction, refuseSalaryContradiction } from '#tabular';

import type { Opened } from './opened.js';
import { ledgerContext, onwardFrom, potOf } from './ledger-context.js';

type Asked<Commands extends Record<string, z.ZodType>> = {
  [Name in keyof Commands]: { readonly type: Name; readonly data: z.output<Commands[Name]> };
}[keyof Commands];

/** A command on a book. */
export async function onBook(attempt: Attempt, asked: Asked<typeof bookCommands>): Promise<void> {
  const stream = bookStream(asked.data.book);
  const state = await attempt.load({ decider: bookDecider, stream });
  attempt.write(stream, bookDecider.decide(state, asked));
}

/** A command on a column mapping, which must hold together whatever file it is for. */
export async function onMapping(attempt: Attempt, asked: Asked<typeof mappingCommands>): Promise<void> {
  const { mapping, columns } = asked.data;
  refuseContradiction(columns);
  const stream = mappingStream(mapping);
  const state = await attempt.load({ decider: mappingDecider, stream });
  attempt.write(stream, mappingDecider.decide(state, asked));
}

/** A command on the mapping of a list of pay, which must hold together whatever file it is for. */
export async function onSalaryMapping(attempt: Attempt, asked: Asked<typeof salaryMappingCommands>): Promise<void> {
  refuseSalaryContradiction(asked.data.columns);
  const stream = salaryMappingStream(asked.data.mapping);
  const state = await attempt.load({ decider: salaryMappingDecider, stream });
  attempt.write(stream, salaryMappingDecider.decide(state, asked));
}

/** A command on a project code, with what its grant and its books say looked up. */
export async function onProjectCode(attempt: Attempt, asked: Asked<typeof projectCodeCommands>): Promise<void> {
  const stream = projectCodeStream(asked.data.projectCode);
  const state = await attempt.load({ decider: projectCodeDecider, stream });
  const command = asked.type === 'CloseProjectCode' ? asked : { ...asked, facts: await lookup(attempt, asked.data) };
  attempt.write(stream, projectCodeDecider.decide(state, command));
}

type Opening = z.output<(typeof projectCodeCommands)['OpenProjectCode']>;

async function lookup(attempt: Attempt, { grant: id, allocation, matches }: Opening): Promise<ProjectCodeLookup> {
  const books = [];
  for (const book of new Set(matches.map((match) => match.book))) {
    const state = await attempt.load({ decider: bookDecider, stream: bookStream(book) });
    if (state.status === 'opened') books.push({ book, privateDimensions: state.facts.privateDimensions });
  }
  const none = { grantExists: false, allocation: null, onward: [], books, areas: [], potAreas: null };
  const grant = await attempt.load({ decider: grantDecider, stream: grantStream(id) });
  if (grant.status === 'absent') return none;
  const programme = await attempt.load({ decider: programmeDecider, stream: programmeStream(grant.programme) });
  const rules = adoptedRules(programme, grant.programme);
  const found = allocation === null ? undefined : grant.allocations.get(allocation);
  const pot = potOf(grant, allocation);
  return {
    grantExists: true,
    allocation: found === undefined ? null : { pot, purposeAreas: found.purposeAreas },
    onward: onwardFrom(grant, allocation),
    books,
    areas: rules.purposeAreas.map(({ number }) => number),
    potAreas: rules.pots.find((one) => one.id === pot)?.purposeAreas ?? null,
  };
}

/** A command on a voucher, with its book and the codes that mean something there looked up. */
export async function onVoucher(book: Opened, attempt: Attempt, asked: Asked<typeof voucherCommands>): Promise<void> {
  const ref = asked.type === 'RecordVoucher' ? asked.data : asked.data.voucher;
  const stream = voucherStream(ref.book, ref.series, ref.number);
  const state = await attempt.load({ decider: voucherDecider, stream });
  const named = 'projectCode' in asked.data ? asked.data.projectCode : undefined;
  const { opened: ofBook, read, ...rules } = await ledgerContext(book, ref.book, named);
  attempt.lookedAt(read);
  const facts = { ...rules, book: ofBook, by: attempt.context.actor };
  attempt.write(stream, voucherDecider.decide(state, { ...asked, facts }));
}
