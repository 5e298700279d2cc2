import { z } from 'zod';

import {
  type GrantCommand,
  grantCommands,
  type GrantCommandOf,
  isTwoPersonCommand,
  type TwoPersonCommandName,
} from '../grant/grant.commands.js';
import { withWhatWasSeen } from '../grant/finding-waiver.js';
import { withFigures } from '../grant/return.js';
import { type Proposal } from './act.js';

type TwoPersonCommand = { [Name in TwoPersonCommandName]: GrantCommandOf<Name> }[TwoPersonCommandName];

/** Whether the command waits for a second person. */
export const needsTwoPersons = (command: GrantCommand): command is TwoPersonCommand => isTwoPersonCommand(command.type);

const jsonRecord = z.record(z.string(), z.json());
/** The fields of two-person commands that people sign or type. */
const PRIVATE_FIELDS = ['signatory', 'answers', 'reason'];

/**
 * The command of one person, put so that it can wait for the other's: a return with the figures it rests on, and what
 * people typed apart. Decide the command itself first, so that a hopeless one is refused at once.
 */
export function proposalOf(command: TwoPersonCommand): Proposal {
  const fields = Object.entries(jsonRecord.parse(written(command)));
  const isPrivate = ([name]: readonly [string, unknown]) => PRIVATE_FIELDS.includes(name);
  return {
    command: command.type,
    of: Object.fromEntries(fields.filter((field) => !isPrivate(field))),
    private: Object.fromEntries(fields.filter(isPrivate)),
  };
}

function written(command: TwoPersonCommand): unknown {
  switch (command.type) {
    case 'SubmitReturn':
      return z.encode(grantCommands.SubmitReturn, withFigures(command.data, command.facts.ledger));
    case 'AmendReturn':
      return z.encode(grantCommands.AmendReturn, {
        ...command.data,
        ...withFigures(command.data, command.facts.ledger),
      });
    case 'AssessRepayment':
      return z.encode(grantCommands.AssessRepayment, command.data);
    case 'WaiveRepayment':
      return z.encode(grantCommands.WaiveRepayment, command.data);
    case 'WaiveFinding':
      return z.encode(grantCommands.WaiveFinding, withWhatWasSeen(command));
  }
}
