export { writeFileWhole, type WrittenFile } from '#tabular';

export { exportLog } from './export/export-log.js';
export { type ProvedFile, verifyProofFile } from './export/proof-file.js';
export { proofOf } from './export/proved-event.js';
export { type ExtractAsked, extractOf } from './extract-of.js';
export { ERASED, LineTexts } from './line-texts.js';
export { type HandedOut, type Output, type OutputCounts, type Program, tallied } from './output.js';
export { bookOutput, extractOutput, handOut, type OutputFormat, outputFormats } from './outputs.js';
export { type CreditRule, creditRules, type UnitKind, unitKinds } from './sample/population.js';
export type { Method } from './sample/draw.js';
export { drawSample } from './sample/sample.js';
export type { Sample } from './sample/sampled.js';
export type { Source } from './source.js';
