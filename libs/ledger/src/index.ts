export {
  type AccountRole,
  type AccountRoles,
  bookCommands,
  type BookEvent,
  bookEventTypes,
} from './book/book.events.js';
export { type ImportCounts, type ImportEvent, importEventTypes } from './import/import.events.js';
export {
  projectCodeCommands,
  type ProjectCodeEvent,
  projectCodeEventTypes,
  type ProjectCodeFacts,
} from './project-code/project-code.events.js';
export { voucherCommands } from './voucher/voucher.commands.js';
export {
  type PostedLine,
  type VoucherEvent,
  voucherEventTypes,
  type VoucherLine,
  type VoucherPrivate,
} from './voucher/voucher.events.js';
