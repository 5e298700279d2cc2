// The doors open a book, and script it for a demo: they never come near the log itself.
export { seededSalt } from '#event-log';

export { applyCommands, type Applied } from './apply.js';
export { Bidragsbok, type OpenBidragsbok } from './bidragsbok.js';
export { catalogue } from './catalogue.js';
export { type Command, OPERATOR, parseCommand } from './command.js';
export { commandSchemas } from './commands.js';
export { organisationsIn } from './data-folder.js';
export { type ImportReport } from './import-report.js';
export { importSie, type ImportSie } from './imports.js';
export { repost, type Reposted } from './repost.js';
export { undoImport, type UndoOrder } from './undo-import.js';
export type { BuiltOn, LeftVoucher, UndoReport } from './undo-report.js';
export type { ImportOrder, Progress, StatedCoverage } from './voucher-file.js';
