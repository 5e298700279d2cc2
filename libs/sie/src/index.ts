export type { StatedBalance, StatedPeriod, UnreconciledAccount } from './balances.js';
export type { SieChecksum } from './checksum.js';
export type { SieDeviations } from './deviations.js';
export type { SieAccount, SieDimension, SieFinancialYear } from './file-records.js';
export { eraseSie } from './erase/erase-sie.js';
export { type SieErasure, sieObject } from './erase/sie-erasure.js';
export { inspectSie, type SieEncoding, type SieFileFacts } from './inspect-sie.js';
export { readSie, type SieReading, type SieReadingOptions } from './read-sie.js';
export type { SieKind, SieSummary } from './summary.js';
export { VoucherNumbers } from './voucher-numbers.js';
export type {
  SieCorrection,
  SieEntry,
  SieField,
  SieItem,
  SieLine,
  SieObject,
  SieRefusal,
  SieRefusalCode,
  SieVoucher,
  SieVoucherHead,
} from './voucher.js';
export type { SieBalance, SieHead } from './write/sie-head.js';
export type { WrittenCorrection, WrittenEntry, WrittenLine, WrittenVoucher } from './write/voucher-records.js';
export { sieFile } from './write/write-sie.js';
