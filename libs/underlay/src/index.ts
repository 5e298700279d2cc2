export { writeFileWhole, type WrittenFile } from '#tabular';

export { exportLog } from './export/export-log.js';
export { type ProvedFile, verifyProofFile } from './export/proof-file.js';
export { proofOf } from './export/proved-event.js';
export { type ExtractAsked, extractOf } from './extract-of.js';
export { ERASED, LineTexts } from './line-texts.js';
export { type HandedOut, type Output, type OutputCounts, type Program, tallied } from './output.js';
export { bookOutput, extractOutput, handOut, type OutputFormat, outputFormats } from './outputs.js';
export { explained, heldOutWords, stepWords } from './return/check-words.js';
export { type DraftAnswers, readDraft } from './return/draft-answers.js';
export { repaymentAt, returnAt, type ReturnFormat, returnFormats, returnOutput } from './return/return-output.js';
export { dayOfPosition, type Source } from './source.js';
