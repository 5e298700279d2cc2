export { type Act, type ActCommand, actDecider, actedCommand, pendingAct, type Proposal } from './act/act.js';
export { actCommands } from './act/act.commands.js';
export { type ActEvent, actEventTypes } from './act/act.events.js';
export { needsTwoPersons, proposalOf } from './act/proposal.js';
export { grantsEventTypes } from './event-types.js';
export { grantDecider } from './grant/grant.js';
export {
  type GrantCommand,
  type GrantCommandData,
  type GrantCommandName,
  type GrantCommandOf,
  grantCommands,
  type GrantFacts,
  isTwoPersonCommand,
  type LedgerReading,
  type StandingFinding,
  TWO_PERSON_COMMANDS,
  type TwoPersonCommandName,
} from './grant/grant.commands.js';
export { type ClosingCondition, closingConditions } from './grant/closing.js';
export { GrantClosed, type GrantEvent, grantEventTypes } from './grant/grant.events.js';
export { type ClosingCommitment, type ReturnFigures } from './grant/grant.schemas.js';
export { type Grant, type GrantSums, sumsOf } from './grant/grant.state.js';
export {
  type AdoptedRules,
  adoptedRules,
  type AdoptProgramme,
  type Programme,
  programmeDecider,
} from './programme/programme.js';
export { programmeCommands } from './programme/programme.commands.js';
export { ProgrammeAdopted } from './programme/programme.events.js';
export { type AnswerFault, answerFaults, type ReturnCheck, type ReturnForm } from './programme/return-form.js';
export {
  canonicalRules,
  type LineageRule,
  type ProgrammeRef,
  type ProgrammeRules,
  programmeRules,
} from './programme/rules.js';
export { rulesToAdopt, shippedProgramme } from './programme/shipped-programme.js';
export { actStream, grantStream, programmeStream } from './streams.js';
