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
    ['another name', 'the id of the key is not its own', (text: string) => text.replace('2321', '2322')],
    ['another id', 'the id of the key is not its own', (text: string) => text.replace('+a4', '+b4')],
    ['another kind', 'not an Ed25519 key', (text: string) => text.replace('+Ad', '+Bd')],
    ['another key', 'the id of the key is not its own', (text: string) => text.replace('ddam', 'ddan')],
    ['a shorter key', 'not a key', (text: string) => text.slice(0, -4)],
    ['a space in its name', 'not a key', (text: string) => text.replace('bok/', 'bok /')],
    ['no name', 'not a key', (text: string) => text.replace(ORIGIN, '')],
    ['a bit in the padding', 'not canonical base64', (text: string) => `${text}=`],
    ['nothing', 'not an Ed25519 key', () => ''],
  ])('is refused with %s', (_, why, change) => {
    expect(() => readVerifierKey(change(writeVerifierKey(key)))).toThrow(new MalformedNote(why));
  });
});

describe('a signed note', () => {
  it('is the same every time, and gives its text back', () => {
    expect(signNote(TEXT, fromSeed(ORIGIN))).toBe(note);
    expect(note.startsWith(`${TEXT}\n— ${ORIGIN} `)).toBe(true);
    expect(openNote(note, [other, key])).toEqual({ text: TEXT, key });
    expect(openNote(signNote('\n', key), [key]).text).toBe('\n');
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
    ['nothing', '', 'no signature'],
    ['no signature', TEXT, 'a line of signature is malformed'],
    ['no newline at its end', note.slice(0, -1), 'no signature'],
    ['a word before its signature', note.replace('— ', 'x— '), 'a line of signature is malformed'],
    ['a word behind its signature', note.replace(/\n$/, ' x\n'), 'a line of signature is malformed'],
    [
      'a signature that is too short',
      `${TEXT}\n— ${ORIGIN} ${Buffer.from(`${key.id}00`, 'hex').toString('base64')}\n`,
      'the signature does not hold',
    ],
    ['an empty line after its signatures', `${note}\n`, 'a line of signature is malformed'],
  ])('is refused with %s', (_, text, why) => {
    expect(opened(text)).toThrow(new MalformedNote(why));
  });

  it('is refused as what it is', () => {
    expect(String(new MalformedNote('not a key'))).toBe('MalformedNote: not a key');
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
    ['a line more', `${ORIGIN}\n7\n${writeHash(root)}\nmore\n`, 'a checkpoint has three lines'],
    ['a line less', `${ORIGIN}\n7\n`, 'a checkpoint has three lines'],
    ['another origin', `bidragsbok/5560160680\n7\n${writeHash(root)}\n`, 'the origin is not the one'],
    ['a size with a zero before it', `${ORIGIN}\n07\n${writeHash(root)}\n`, 'not a size'],
    ['a size below zero', `${ORIGIN}\n-7\n${writeHash(root)}\n`, 'not a size'],
    ['a size that no number here holds', `${ORIGIN}\n9007199254740993\n${writeHash(root)}\n`, 'not a size'],
    ['a root that is too short', `${ORIGIN}\n7\nAAAA\n`, 'not a SHA-256'],
    ['a root in other letters', `${ORIGIN}\n7\n${writeHash(root).replace('=', '')}\n`, 'not canonical base64'],
  ])('is refused with %s, though it is signed', (_, text, why) => {
    const open = () => openCheckpoint(signNote(text, key), [key]);
    expect(open).toThrow(MalformedNote);
    expect(open).toThrow(why);
  });

  it('reads sizes and hashes back', () => {
    expect([readSize('0'), readSize('9007199254740991')]).toEqual([0, Number.MAX_SAFE_INTEGER]);
    expect(readHash(writeHash(root))).toBe(root);
  });
});
