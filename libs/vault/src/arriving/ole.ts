/** What a compound file (the older Office formats) begins with, [MS-CFB] 2.2. */
export const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** The storages that macros lie in, [MS-OVBA] 2.2; names stand in UTF-16 in the directory. */
const MACROS = ['_VBA_PROJECT', '_VBA_PROJECT_CUR', 'VBA\0'].map((name) => Buffer.from(name, 'utf16le'));

/** Whether a compound file holds macros. */
export const isOleWithMacros = (bytes: Buffer): boolean => MACROS.some((name) => bytes.includes(name));
