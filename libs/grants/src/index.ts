export { actCommands } from './act/act.commands.js';
export { type ActEvent } from './act/act.events.js';
export { type GrantCommandData, grantCommands, TWO_PERSON_COMMANDS } from './grant/grant.commands.js';
export { type GrantEvent, grantEventTypes } from './grant/grant.events.js';
export { programmeCommands } from './programme/programme.commands.js';
export { ProgrammeAdopted } from './programme/programme.events.js';
export { type ProgrammeRef, type ProgrammeRules, programmeRules } from './programme/rules.js';
