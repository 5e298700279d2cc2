import type { z } from 'zod';

import { bookCommands, type BookEvent, bookEventTypes } from './book.events.js';
import type { BookCommand } from './book.js';

// Builders for this room's specs: commands and events as the JSON that a reader knows from `apply` and from the log.

export const BOOK = 'raindance-2026';

type Input<Name extends keyof typeof bookCommands> = z.input<(typeof bookCommands)[Name]>;

/** The book of the story's region, as an accountant opens it. */
export const OPENING: Input<'OpenBook'> = {
  book: BOOK,
  kind: 'erp',
  system: 'Raindance',
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { costCentre: '1', project: '6' },
  accountRoles: [
    { from: '1000', to: '2989', role: 'balance' },
    { from: '2990', to: '2999', role: 'grant-liability' },
    { from: '3600', to: '3999', role: 'reduces-cost' },
    { from: '4511', to: '4511', role: 'passed-on' },
    { from: '4900', to: '4999', role: 'internal' },
    { from: '4000', to: '7999', role: 'cost' },
  ],
};

/** A command on the book. */
export const askBook = <Name extends keyof typeof bookCommands>(type: Name, data: Input<Name>): BookCommand =>
  ({ type, data: bookCommands[type].parse(data) }) as BookCommand;

type Types = (typeof bookEventTypes)[number];
type Wire<Name extends BookEvent['type']> = z.input<Extract<Types, { name: Name }>['schema']>;

/** An event of the book, read out of the JSON that the log holds. */
export function bookEvent<Name extends BookEvent['type']>(type: Name, data: Wire<Name>, texts?: object): BookEvent {
  const known = bookEventTypes.find(({ name }) => name === type);
  if (known === undefined) throw new Error(`No event type ${type}`);
  return known.read({ type, version: known.version, data, ...(texts === undefined ? {} : { private: texts }) });
}

const DEFAULTS = {
  voucherIdentity: 'number',
  form: 'whole',
  scope: 'grant',
  preSystemFiles: 'evidence',
} as const;
export const FACTS: Wire<'BookOpened'> = { ...OPENING, ...DEFAULTS, privateDimensions: ['7', '8', '9'] };
export const opened: BookEvent = bookEvent('BookOpened', FACTS);
