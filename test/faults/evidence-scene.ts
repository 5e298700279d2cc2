import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Bidragsbok, verify } from '#intake';
import { documents } from '#read-models';

import { inspect } from './inspection.js';
import { options } from './year.js';

export const ORGANISATION = '2321000164';

/** What `evidence-adder.mjs` says at its end. */
export interface Said {
  readonly documents: readonly { readonly document: string; readonly known: boolean }[];
  /** The codes of files that were refused while others went in. */
  readonly refused: readonly string[];
  /** The code that stopped them all. */
  readonly stopped?: string;
  readonly mebibytes: number;
}
/** What lies in a data folder after something went wrong there. */
export interface Found {
  readonly documents: readonly string[];
  readonly faults: readonly string[];
}

/** A data folder with an organisation and nothing else. */
export async function begun(data: string): Promise<void> {
  const of = { organisation: ORGANISATION, name: 'Region Exempel', software: 'faults' };
  await (await Bidragsbok.init({ ...options(data), ...of })).close();
}

/** A folder with so many agreements, no two the same, of a few bytes up to so many and more. */
export function sentFolder(dir: string, numbers: readonly number[], bytes = 200_000): string {
  mkdirSync(dir, { recursive: true });
  for (const number of numbers) {
    const line = `Avtal ${number.toString()} om vård nära hemmet\n`;
    const lines = 1 + Math.floor(((number % 4) * bytes) / (4 * line.length));
    writeFileSync(join(dir, `avtal-${number.toString().padStart(4, '0')}.txt`), line.repeat(lines));
  }
  return dir;
}

const filesOf = (vault: string): readonly string[] =>
  existsSync(vault)
    ? readdirSync(vault, { recursive: true, withFileTypes: true }).flatMap((one) => (one.isFile() ? [one.name] : []))
    : [];

/** The documents there, and what must not be: a log that is not whole, what verify finds, bytes that are only in part there. */
export async function foundIn(data: string): Promise<Found> {
  const faults = [...inspect(join(data, ORGANISATION), null).faults];
  const book = await Bidragsbok.open(options(data));
  try {
    await book.vault();
    const { faults: verified } = await verify(book, { withFiles: true });
    faults.push(...verified.map((fault) => `VERIFY ${JSON.stringify(fault)}`));
    const names = (await documents(book.models.db, await book.moment())).map(({ document }) => document);
    const archived = (await book.log.readAll(0, 100_000)).filter(({ type }) => type === 'DocumentArchived');
    if (new Set(names).size !== archived.length) faults.push('TWICE');
    return { documents: names, faults };
  } finally {
    await book.close();
  }
}

/** What a process left half-written in the vault. */
export const leftIn = (data: string): readonly string[] =>
  filesOf(join(data, ORGANISATION, 'vault')).filter((name) => name.startsWith('.partial-'));

/** What lies in the vault and no document is called: nothing, once the work is done. */
export const unnamedIn = (data: string, named: readonly string[]): readonly string[] =>
  filesOf(join(data, ORGANISATION, 'vault')).filter((name) => !named.includes(name));
