import type { z } from 'zod';

import type { Attempt } from '#event-log';
import {
  type DocumentFormat,
  type documentCommands,
  documentDecider,
  type DocumentState,
  documentStream,
  patientTraces,
  recordedFacts,
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
  // Without a supplier there is nothing to name, and no need of keys.
  const isNamed = kind === 'invoice' && texts.supplier !== undefined;
  const keys = isNamed ? supplierKeys(await book.vault(), facts.type ?? 'invoice', texts) : {};
  const command = {
    type: 'DescribeDocument',
    data: { document, kind, basis: 'person', facts: { ...recordedFacts(facts), ...keys } },
    private: texts,
    ...(kind === 'activity'
      ? { patients: { named: namesPatients, traces: patientTraces(await textIn(book, state)) } }
      : {}),
  } as const;
  attempt.write(stream, documentDecider.decide(state, command));
}

async function textIn(book: OpenedFiles, state: DocumentState): Promise<string> {
  if (state.status === 'absent' || state.isErased) return '';
  return readable((await book.vault()).read(state.document), state.format);
}

/** The text of a document where its format has one that can be read; a person's answer is all there is for another. */
export async function readable(bytes: AsyncIterable<Uint8Array>, format: DocumentFormat): Promise<string> {
  if (AS_TEXT.includes(format)) return plainText(bytes);
  if (format !== 'pdf') return '';
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
