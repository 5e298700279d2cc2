export { writeFileWhole, type WrittenFile } from '#tabular';

export { bridgeFile } from './bridge-file.js';
export { exportLog } from './export/export-log.js';
export { type ProvedFile, verifyProofFile } from './export/proof-file.js';
export { proofOf } from './export/proved-event.js';
export { bookOf, type ExtractAsked, extractOf, extractOrders, type LedgerExtract } from './extract-of.js';
export { evidenceWords } from './extract-sheet.js';
export { ERASED, LineTexts } from './line-texts.js';
export { type BuiltPackage, buildPackage, type BuildPackage } from './package/build-package.js';
export { type KnownBuild, knownBuilds, unlikeBuild } from './package/build-known.js';
export { type PackageForm, packageForms, voucherIn } from './package/selection.js';
export { type VerifiedPackage, verifyPackage } from './package/verify-package.js';
export { type HandedOut, type Output, type OutputCounts, type Program, tallied } from './output.js';
export {
  bookOutput,
  type ExtractFormat,
  extractFormats,
  extractOutput,
  handOut,
  type OutputFormat,
  outputFormats,
} from './outputs.js';
export { digestOf } from './placed-whole.js';
export { explained, heldOutWords, returnShown, stepWords } from './return/check-words.js';
export { type DraftAnswers, readDraft } from './return/draft-answers.js';
export { type BuildReturn, buildReturn } from './return/build-return.js';
export { repaymentAt, returnAt, type ReturnFormat, returnFormats, returnOutput } from './return/return-output.js';
export { dayOfPosition, type Source } from './source.js';
export { type CreditRule, creditRules, leftOutWords, type UnitKind, unitKinds } from './sample/population.js';
export { type Method, methodIn } from './sample/draw.js';
export { drawSample } from './sample/sample.js';
export type { Sample } from './sample/sampled.js';
