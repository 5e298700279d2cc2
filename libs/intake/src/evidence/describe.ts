import type { z } from 'zod';

import type { Attempt } from '#event-log';
import {
  type DocumentFormat,
  type documentCommands,
  documentDecider,
  type DocumentState,
  documentStream,
  patientTraces,
} from '#evidence';
import { DomainError } from '#kernel';
import { readPdf, textOf } from '#pdf';

import type { OpenedFiles } from '../opened.js';
import { supplierKeys } from './supplier-keys.js';

/** What a text is looked for patients in; more of it than this is not read. */
const MOST_TEXT = 32 * 2 ** 20;
const AS_TEXT: readonly DocumentFormat[] = ['text', 'csv', 'xml'];

/** A person says what a document is. Its keys are made here, and evidence of an activity is looked through for patients. */
export async function onDescription(
  book: OpenedFiles,
  attempt: Attempt,
  { document, kind, facts = {}, texts = {}, namesPatients }: z.output<(typeof documentCommands)['DescribeDocument']>,
): Promise<void> {
  const stream = documentStream(document);
  const state = await attempt.load({ decider: documentDecider, stream });
  const keys = kind === 'invoice' ? supplierKeys(await book.vault(), facts.type ?? 'invoice', texts) : {};
  const command = {
    type: 'DescribeDocument',
    data: { document, kind, basis: 'person', facts: { ...facts, ...keys } },
    private: texts,
    ...(kind === 'activity'
      ? { patients: { named: namesPatients, traces: patientTraces(await readable(book, state)) } }
      : {}),
  } as const;
  attempt.write(stream, documentDecider.decide(state, command));
}

/** The text of a document where its format has one that can be read; a person's answer is all there is for another. */
async function readable(book: OpenedFiles, state: DocumentState): Promise<string> {
  if (state.status === 'absent' || state.isErased) return '';
  const bytes = (await book.vault()).read(state.document);
  if (AS_TEXT.includes(state.format)) return plainText(bytes);
  if (state.format !== 'pdf') return '';
  try {
    return textOf((await readPdf(bytes)).pages);
  } catch (error) {
    if (error instanceof DomainError && error.code.startsWith('PDF_')) return '';
    throw error;
  }
}

/** Digits and the words that are looked for are the same in UTF-8 and in Windows-1252, but for letters at their ends. */
async function plainText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of bytes) {
    text += Buffer.from(chunk).toString('latin1');
    if (text.length > MOST_TEXT) break;
  }
  return text;
}
