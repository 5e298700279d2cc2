import { createHash } from 'node:crypto';

import { DomainError, EncodingEvidence } from '#kernel';

import { refuseContainer } from './compound-file.js';
import { type TextEncoding, utf16Of } from './csv/text-encoding.js';
import { chunksOf } from './file-chunks.js';
import { refuseOthers } from './other-files.js';

/** What a file is, before a row of it is read. */
export interface TableFacts {
  /** Lower-case hex of its bytes. */
  readonly sha256: string;
  readonly size: number;
  /** `xlsx` for what is packed as workbooks are; whether it is one remains to be seen. */
  readonly encoding: TextEncoding | 'xlsx';
}

type Form = 'zip' | 'utf-16le' | 'utf-16be' | 'bytes';

/** The first pass over a file: its hash, size and encoding. Refuses what is no table as soon as its head shows it. */
export async function inspectTable(path: string): Promise<TableFacts> {
  const [hash, evidence] = [createHash('sha256'), new EncodingEvidence()];
  let form: Form | null = null;
  let size = 0;
  for await (const chunk of chunksOf(path)) {
    form ??= await formOf(chunk, path);
    size += chunk.length;
    hash.update(chunk);
    if (form === 'bytes') evidence.take(chunk);
  }
  if (form === null) throw new DomainError('NOT_TABLE_FILE', { found: 'den är tom' });
  return { sha256: hash.digest('hex'), size, encoding: encodingOf(form, evidence) };
}

async function formOf(head: Buffer, path: string): Promise<Form> {
  const start = head.toString('latin1', 0, 8);
  if (/^PK(?:\u0003\u0004|\u0005\u0006)/.test(start)) return 'zip';
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0')) await refuseContainer(path);
  const wide = utf16Of(head);
  refuseOthers(head, wide);
  return wide ?? 'bytes';
}

function encodingOf(form: Form, evidence: EncodingEvidence): TableFacts['encoding'] {
  if (form === 'zip') return 'xlsx';
  if (form !== 'bytes') return form;
  const verdict = evidence.verdict();
  return verdict === 'latin1' ? 'windows-1252' : verdict;
}
