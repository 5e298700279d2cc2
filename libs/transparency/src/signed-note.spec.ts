import { createPrivateKey, generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { openCheckpoint, readHash, readSize, signCheckpoint, writeHash } from './checkpoint.js';
import { MalformedNote, openNote, readVerifierKey, signerKey, signNote, writeVerifierKey } from './signed-note.js';
import { leafHash } from './tree.js';

const ORIGIN = 'bidragsbok/2321000164';
/** RFC 8032 7.1, test 1: a key that everybody knows. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const fromSeed = (name: string) => {
  const der = Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex');
  return signerKey(name, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
};
const key = fromSeed(ORIGIN);
const other = signerKey(ORIGIN, generateKeyPairSync('ed25519').privateKey);
const TEXT = 'first\n\nlast\n';
const note = signNote(TEXT, key);
const opened =
  (text: string, keys = [key]) =>
  () =>
    openNote(text, keys);

describe('a verifier key', () => {
  it('is written with its name and id, and read back', () => {
    const text = writeVerifierKey(key);
    expect(text).toBe(`${ORIGIN}+a420ddb9+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea`);
    expect(readVerifierKey(text)).toEqual({ name: key.name, id: key.id, publicKey: key.publicKey });
  });

  it.each([
    ['another name', (text: string) => text.replace('2321', '2322')],
    ['another id', (text: string) => text.replace('+a4', '+b4')],
    ['another kind', (text: string) => text.replace('+Ad', '+Bd')],
    ['another key', (text: string) => text.replace('ddam', 'ddan')],
    ['a shorter key', (text: string) => text.slice(0, -4)],
    ['a space in its name', (text: string) => text.replace('bok/', 'bok /')],
    ['no name', (text: string) => text.replace(ORIGIN, '')],
    ['a bit in the padding', (text: string) => `${text}=`],
    ['nothing', () => ''],
  ])('is refused with %s', (_, change) => {
    expect(() => readVerifierKey(change(writeVerifierKey(key)))).toThrow(MalformedNote);
  });
});

describe('a signed note', () => {
  it('is the same every time, and gives its text back', () => {
    expect(signNote(TEXT, fromSeed(ORIGIN))).toBe(note);
    expect(note.startsWith(`${TEXT}\n— ${ORIGIN} `)).toBe(true);
    expect(openNote(note, [other, key])).toEqual({ text: TEXT, key });
  });

  it('may bear signatures of keys that nobody here knows', () => {
    const signature = (text: string) => text.slice(text.lastIndexOf('\n\n') + 2);
    const both = note + signature(signNote(TEXT, other));
    expect(openNote(both, [key]).text).toBe(TEXT);
    expect(openNote(both, [other]).key).toBe(other);
    // But one of a known key must hold, whatever others say.
    expect(opened(note + signature(signNote('else\n', other)), [key, other])).toThrow('does not hold');
    expect(opened(note + signature(signNote('else\n', key)))).toThrow('does not hold');
  });

  it('is refused with any character of it changed', () => {
    for (let at = 0; at < note.length; at++) {
      const changed = note.slice(0, at) + String.fromCharCode(note.charCodeAt(at) ^ 1) + note.slice(at + 1);
      expect(opened(changed)).toThrow(MalformedNote);
    }
  });

  it.each([
    ['nothing', ''],
    ['no signature', TEXT],
    ['no newline at its end', note.slice(0, -1)],
    ['a signature that is too short', `${TEXT}\n— ${ORIGIN} ${Buffer.from(`${key.id}00`, 'hex').toString('base64')}\n`],
    ['an empty line after its signatures', `${note}\n`],
  ])('is refused with %s', (_, text) => {
    expect(opened(text)).toThrow(MalformedNote);
  });

  it('is refused where only other keys have signed', () => {
    expect(opened(note, [other])).toThrow('not signed by a key that is known');
    expect(opened(note, [fromSeed('bidragsbok/other')])).toThrow('not signed by a key that is known');
    expect(opened(note, [])).toThrow(MalformedNote);
  });
});

describe('a checkpoint', () => {
  const root = leafHash('event');
  const checkpoint = signCheckpoint({ size: 7, root }, key);

  it('says origin, size and root', () => {
    expect(checkpoint.split('\n').slice(0, 4)).toEqual([ORIGIN, '7', writeHash(root), '']);
    expect(openCheckpoint(checkpoint, [key])).toEqual({ origin: ORIGIN, size: 7, root });
  });

  it.each([
    ['a line more', `${ORIGIN}\n7\n${writeHash(root)}\nmore\n`],
    ['a line less', `${ORIGIN}\n7\n`],
    ['another origin', `bidragsbok/5560160680\n7\n${writeHash(root)}\n`],
    ['a size with a zero before it', `${ORIGIN}\n07\n${writeHash(root)}\n`],
    ['a size below zero', `${ORIGIN}\n-7\n${writeHash(root)}\n`],
    ['a size that no number here holds', `${ORIGIN}\n9007199254740993\n${writeHash(root)}\n`],
    ['a root that is too short', `${ORIGIN}\n7\nAAAA\n`],
    ['a root in other letters', `${ORIGIN}\n7\n${writeHash(root).replace('=', '')}\n`],
  ])('is refused with %s, though it is signed', (_, text) => {
    expect(() => openCheckpoint(signNote(text, key), [key])).toThrow(MalformedNote);
  });

  it('reads sizes and hashes back', () => {
    expect([readSize('0'), readSize('9007199254740991')]).toEqual([0, Number.MAX_SAFE_INTEGER]);
    expect(readHash(writeHash(root))).toBe(root);
  });
});
