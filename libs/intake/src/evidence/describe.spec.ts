import { rmSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { documentDecider, type DocumentDescribed, type DocumentFormat, documentStream } from '#evidence';
import { writePdf } from '#pdf';

import { catalogue } from '../catalogue.js';
import { ACCOUNTANT, Scene } from '../scene.fixture.js';
import { supplierKeys } from './supplier-keys.js';

describe('a document that a person describes', () => {
  let scene: Scene;
  /** Keeps bytes in the vault and archives them; the document. */
  const archived = async (bytes: Uint8Array | string, format: DocumentFormat): Promise<string> => {
    const vault = await scene.book.vault();
    const original = { bytes: () => once(bytes) };
    const { document, size, digest } = await vault.receive(original, Buffer.alloc(32));
    await vault.keep(original, { document });
    const command = { type: 'ArchiveDocument', data: { document, format, size, digest }, private: {} } as const;
    const events = documentDecider.decide(documentDecider.initial, command).map((event) => catalogue.write(event));
    const write = { stream: documentStream(document), expectedRevision: -1, events };
    await scene.book.log.append({ commandId: `archive-${document}`, actor: ACCOUNTANT }, [write]);
    return document;
  };
  const once = async function* (bytes: Uint8Array | string) {
    yield await Promise.resolve(Buffer.from(bytes));
  };
  const report = (text: string) =>
    writePdf([[{ x: 50, y: 50, text }]], { title: 'Rapport', made: '2026-03-02T08:00:00Z' });
  const describedAs = (document: string, kind: string, more: object = {}) =>
    scene.tell('DescribeDocument', { document, kind, ...more });
  const refusal = (code: string) => expect.objectContaining({ code });
  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(async () => {
    await scene.close();
    rmSync(`${scene.data}.keys`, { recursive: true });
  });

  it('has keys made of its supplier and number, and none that a person gives', async () => {
    const texts = { supplier: { name: 'Vårdkraft AB', organisationNumber: '556036-0793' }, number: 'F-1' };
    const document = await archived('bild', 'png');
    const [event] = await describedAs(document, 'invoice', { facts: { net: '100.00' }, texts });
    const keys = supplierKeys(await scene.book.vault(), 'invoice', texts);
    expect(Object.keys(keys)).toEqual(['supplierKey', 'invoiceKey']);
    expect(event?.data).toMatchObject({ basis: 'person', facts: { net: '100.00', ...keys } } satisfies Partial<DocumentDescribed['data']>); // prettier-ignore
    expect(event?.private).toEqual(texts);
    await expect(describedAs(document, 'invoice', { facts: { supplierKey: 'a'.repeat(32) } })).rejects.toThrow(
      refusal('COMMAND_MALFORMED'),
    );
  });

  it('shows an activity only once it is said to name no patients', async () => {
    const document = await archived(await report('Patienter i gruppen: 12'), 'pdf');
    await expect(describedAs(document, 'activity')).rejects.toThrow(
      expect.objectContaining({ code: 'PATIENTS_NOT_ASKED_ABOUT', details: { words: ['patient'] } }),
    );
    await expect(describedAs(document, 'activity', { namesPatients: true })).rejects.toThrow(
      refusal('ACTIVITY_NAMES_PATIENTS'),
    );
    expect(await describedAs(document, 'activity', { namesPatients: false })).toHaveLength(1);
  });

  it('shows no activity where its text has personal numbers, whatever is answered', async () => {
    const [pdf, csv] = [await report('Deltagare 811218-9876'), 'namn;nr\nA;19811218-9876\n'];
    for (const document of [await archived(pdf, 'pdf'), await archived(csv, 'csv')]) {
      await expect(describedAs(document, 'activity', { namesPatients: false })).rejects.toThrow(
        refusal('ACTIVITY_NAMES_PATIENTS'),
      );
    }
  });

  it('whose text cannot be read is what a person answers', async () => {
    const document = await archived('%PDF-1.7 avbruten', 'pdf');
    expect(await describedAs(document, 'activity', { namesPatients: false })).toHaveLength(1);
    const image = await archived('bild av en lokal', 'jpeg');
    expect(await describedAs(image, 'activity', { namesPatients: false })).toHaveLength(1);
  });

  it('must be there', async () => {
    await expect(describedAs('0'.repeat(32), 'activity', { namesPatients: false })).rejects.toThrow(
      refusal('DOCUMENT_UNKNOWN'),
    );
  });
});
