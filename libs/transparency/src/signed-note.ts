import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

// C2SP signed-note: text, an empty line, and a line for each signature, which names the key that made it.

/** Ed25519, the one kind of signature here. */
const ED25519 = 1;
/** What stands before a raw public key in DER (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** A public key with the name that it signs under, and the four bytes that tell it from others of that name. */
export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}
/** A private key with its verifier key. */
export interface SignerKey extends VerifierKey {
  readonly privateKey: KeyObject;
}

/** What of a note, a key or a proof does not read as the specification has it. */
export class MalformedNote extends Error {
  override readonly name = 'MalformedNote';
}

/** Base64 that has one spelling for each value, so that no changed bit hides in its padding. */
export function decodeBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new MalformedNote('not canonical base64');
  return bytes;
}

/** The key that a private Ed25519 key signs by under a name. */
export function signerKey(name: string, privateKey: KeyObject): SignerKey {
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return { ...keyOf(name, publicKey), privateKey };
}

function keyOf(name: string, publicKey: Buffer): VerifierKey {
  if (!/^[^\s+]+$/.test(name) || publicKey.length !== KEY_BYTES) throw new MalformedNote('not a key');
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), publicKey]);
  return { name, id: hash('sha256', named, 'hex').slice(0, 8), publicKey };
}

/** `name+id+key`, as a key is handed over. */
export const writeVerifierKey = ({ name, id, publicKey }: VerifierKey): string =>
  `${name}+${id}+${Buffer.concat([Buffer.of(ED25519), publicKey]).toString('base64')}`;

/** The same read; throws MalformedNote where the id is not that of the key. */
export function readVerifierKey(text: string): VerifierKey {
  const [name = '', id, ...rest] = text.split('+');
  // Base64 may hold plus signs of its own.
  const bytes = decodeBase64(rest.join('+'));
  if (bytes[0] !== ED25519) throw new MalformedNote('not an Ed25519 key');
  const key = keyOf(name, bytes.subarray(1));
  if (key.id !== id) throw new MalformedNote('the id of the key is not its own');
  return key;
}

/** Signs a text, which ends in a newline. */
export function signNote(text: string, { name, id, privateKey }: SignerKey): string {
  const signature = Buffer.concat([Buffer.from(id, 'hex'), sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/**
 * The text of a note that one of the keys has signed, and that key. Signatures of keys that are not known say nothing.
 * Throws MalformedNote where none of the known keys has signed, or one of them something else.
 */
export function openNote(
  note: string,
  keys: readonly VerifierKey[],
): { readonly text: string; readonly key: VerifierKey } {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new MalformedNote('no signature');
  const text = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(signatureIn);
  const signers = keys.filter((key) => signatures.some((signature) => isOf(signature, key)));
  const [signer] = signers;
  if (signer === undefined) throw new MalformedNote('not signed by a key that is known');
  for (const key of signers) {
    for (const signature of signatures.filter((each) => isOf(each, key))) {
      if (!isGood(text, signature, key)) throw new MalformedNote('the signature does not hold');
    }
  }
  return { text, key: signer };
}

interface Signature {
  readonly name: string;
  readonly id: string;
  readonly bytes: Buffer;
}

function signatureIn(line: string): Signature {
  const [, name, encoded] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? [];
  if (name === undefined || encoded === undefined) throw new MalformedNote('a line of signature is malformed');
  const bytes = decodeBase64(encoded);
  return { name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4) };
}

const isOf = (signature: Signature, { name, id }: VerifierKey): boolean =>
  signature.name === name && signature.id === id;

function isGood(text: string, { bytes }: Signature, { publicKey }: VerifierKey): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return bytes.length === SIGNATURE_BYTES && verify(null, Buffer.from(text), key, bytes);
}
