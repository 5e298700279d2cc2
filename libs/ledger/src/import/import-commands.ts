/** The id of the command that every voucher of an import is appended by. */
export const importCommand = (id: string): string => `import-${id}`;

/** The id of the command that takes an import back. */
export const undoCommand = (id: string): string => `undo-${id}`;

/** The id of the command that lets the voucher on a line of an import's file out of quarantine. */
export const releaseCommand = (id: string, line: number): string => `release-${line}-${id}`;

/** The id of the command that turns the voucher on a line of an import's file down. */
export const rejectCommand = (id: string, line: number): string => `reject-${line}-${id}`;

/** What a command did for which import: brought a voucher of it in, or took it back; null where it is no import's. */
export function importOfCommand(commandId: string): { readonly import: string; readonly isUndo: boolean } | null {
  const [, what, id] = /^(import|undo|release-\d+)-(.+)$/.exec(commandId) ?? [];
  return id === undefined ? null : { import: id, isUndo: what === 'undo' };
}
