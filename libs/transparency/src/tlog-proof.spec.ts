import { generateKeyPairSync } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { signCheckpoint, writeHash } from './checkpoint.js';
import { MalformedNote, signerKey } from './signed-note.js';
import { readProof, verifyProof, writeProof } from './tlog-proof.js';
import { hashesOf } from './tree.fixture.js';
import { inclusionPath, leafHash, rootOver } from './tree.js';

const key = signerKey('bidragsbok/2321000164', generateKeyPairSync('ed25519').privateKey);
const events = Array.from({ length: 11 }, (_, at) => `{"v":1,"data":"händelse ${at}"}`);
const leaves = events.map(leafHash);
const head = { size: leaves.length, root: rootOver(leaves) };
const checkpoint = signCheckpoint(head, key);
const INDEX = 6;

describe('the proof of an event', () => {
  let text: string;
  beforeAll(async () => {
    const path = await inclusionPath(hashesOf(leaves), INDEX, head.size);
    text = writeProof({ event: events[INDEX] ?? '', index: INDEX, path, checkpoint });
  });
  const verified = (changed: string) => verifyProof(readProof(changed), [key]);

  it('is a file that leads from the event to the signed root', () => {
    const [title, extra = '', index] = text.split('\n');
    expect([title, index]).toEqual(['c2sp.org/tlog-proof@v1', 'index 6']);
    expect(Buffer.from(extra.slice(6), 'base64').toString()).toBe(events[INDEX]);
    expect(text.endsWith(`\n\n${checkpoint}`)).toBe(true);
    expect(verified(text)).toEqual({ origin: key.name, ...head });
    expect(writeProof(readProof(text))).toBe(text);
  });

  it('is refused with any character of it changed', () => {
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      expect(() => verified(changed)).toThrow(/./);
    }
  });

  it.each([
    ['another title', /first line/, (proof: string) => proof.replace('@v1', '@v2')],
    ['another index', /does not lead/, (proof: string) => proof.replace('index 6', 'index 5')],
    ['another event', /does not lead/, (proof: string) => proof.replace(/extra \S+/, 'extra e30=')],
    ['bytes that are no text', /not valid/, (proof: string) => proof.replace(/extra \S+/, 'extra /w==')],
    ['a hash more', /does not lead/, (proof: string) => proof.replace('\n\n', `\n${writeHash(leaves[0] ?? '')}\n\n`)],
    ['no event', /no event, or no index/, (proof: string) => proof.replace(/extra \S+\n/, '')],
    ['no index', /no event, or no index/, (proof: string) => proof.replace('index 6\n', '')],
    ['no checkpoint', /no checkpoint/, (proof: string) => proof.slice(0, proof.indexOf('\n\n'))],
  ])('is refused with %s', (_, why, change) => {
    expect(() => verified(change(text))).toThrow(why);
  });

  it('gives back the event’s own bytes, whatever they begin with', () => {
    const proof = { event: '\ufeff{}', index: 0, path: [], checkpoint };
    expect(readProof(writeProof(proof))).toEqual(proof);
  });

  it('is refused by whoever knows another key', () => {
    const other = signerKey(key.name, generateKeyPairSync('ed25519').privateKey);
    expect(() => verifyProof(readProof(text), [other])).toThrow(MalformedNote);
  });
});
