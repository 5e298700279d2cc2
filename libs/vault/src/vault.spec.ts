import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { FileBlobs } from './blobs/file-blobs.js';
import { Keyring } from './keyring/keyring.js';
import { fileOriginal, Vault } from './vault.js';

const SALT = Buffer.alloc(32, 7);
let dir: string;
let vault: Vault;
let path: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bidragsbok-vault-'));
  vault = await opened();
  path = join(dir, 'faktura.pdf');
  writeFileSync(path, 'Faktura 4711 från Exempel AB');
});
afterEach(() => {
  vault.close();
  rmSync(dir, { recursive: true });
});
const opened = async (): Promise<Vault> => {
  const keyring = await Keyring.open({ dir: join(dir, 'keys'), mayBegin: () => Promise.resolve(true) });
  return new Vault(new FileBlobs(join(dir, 'vault')), keyring);
};
async function textOf(document: string): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of vault.read(document)) all.push(Buffer.from(chunk));
  return Buffer.concat(all).toString();
}
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

describe('the vault', () => {
  it('gives back the original, byte for byte', async () => {
    const received = await vault.receive(fileOriginal(path), SALT);
    expect(received).toMatchObject({ size: 29, document: expect.stringMatching(/^[0-9a-f]{32}$/) });
    await vault.keep(fileOriginal(path), received);
    expect(await textOf(received.document)).toBe('Faktura 4711 från Exempel AB');
  });

  it('knows the same bytes under another name, and salts what it says of them', async () => {
    const received = await vault.receive(fileOriginal(path), SALT);
    const copy = join(dir, 'kopia.pdf');
    writeFileSync(copy, readFileSync(path));
    const again = await vault.receive(fileOriginal(copy), Buffer.alloc(32, 8));
    expect(again.document).toBe(received.document);
    expect(again.digest).not.toBe(received.digest);
  });

  it('takes the same file from two at once', async () => {
    const other = await opened();
    const received = await vault.receive(fileOriginal(path), SALT);
    await Promise.all([vault, other, vault].map((each) => each.keep(fileOriginal(path), received)));
    expect(await textOf(received.document)).toBe('Faktura 4711 från Exempel AB');
    other.close();
  });

  it('refuses a file that changed since it was received, and keeps nothing of it', async () => {
    const received = await vault.receive(fileOriginal(path), SALT);
    writeFileSync(path, 'Faktura 4712 från Exempel AB');
    await expect(vault.keep(fileOriginal(path), received)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    await expect(textOf(received.document)).rejects.toMatchObject({ code: 'DOCUMENT_BYTES_MISSING' });
  });

  it('holds no readable text on the disk', async () => {
    await vault.keep(fileOriginal(path), await vault.receive(fileOriginal(path), SALT));
    rmSync(path);
    expect(filesIn(dir).filter((file) => readFileSync(file).includes('Exempel'))).toEqual([]);
  });

  it('opens what was destroyed by no copy of its bytes', async () => {
    const received = await vault.receive(fileOriginal(path), SALT);
    await vault.keep(fileOriginal(path), received);
    const [sealedFile = ''] = filesIn(join(dir, 'vault'));
    const copied = readFileSync(sealedFile);
    await vault.destroy(received.document);
    expect(existsSync(sealedFile)).toBe(false);
    writeFileSync(sealedFile, copied); // as out of a backup
    await expect(textOf(received.document)).rejects.toMatchObject({ code: 'DOCUMENT_KEY_MISSING' });
    await vault.destroy(received.document);
    expect(existsSync(sealedFile)).toBe(false);
  });

  it('takes a document again whose key or bytes are gone', async () => {
    const received = await vault.receive(fileOriginal(path), SALT);
    await vault.keep(fileOriginal(path), received);
    for (const file of filesIn(join(dir, 'vault'))) rmSync(file);
    await vault.keep(fileOriginal(path), received);
    expect(await textOf(received.document)).toBe('Faktura 4711 från Exempel AB');
  });
});
