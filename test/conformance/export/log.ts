import { createPrivateKey, hash } from 'node:crypto';

import { type SignerKey, signerKey, signNote, writeVerifierKey } from '#transparency';

export const ORGANISATION = '2321000164';
export const ORIGIN = `bidragsbok/${ORGANISATION}`;

/** What stands before a raw private Ed25519 key in DER (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that a seed gives, always the same. */
export function keyFrom(seed: string, name = ORIGIN): SignerKey {
  const der = Buffer.concat([PKCS8, hash('sha256', seed, 'buffer')]);
  return signerKey(name, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

/** A private part as it is handed out. */
export interface Part {
  readonly position: number;
  readonly salt: string;
  readonly part: string;
}

/** What an event says beside what every event says. */
export interface Said {
  readonly stream: string;
  readonly type?: string;
  readonly data?: unknown;
  readonly part?: string;
  /** In the place of the event's own. */
  readonly envelope?: Readonly<Record<string, unknown>>;
}

/** A log as a spec makes it up: the bytes of events, and the private parts of those that have one. */
export class MadeUpLog {
  readonly events: string[] = [];
  readonly parts: Part[] = [];
  private readonly revisions = new Map<string, number>();

  get size(): number {
    return this.events.length;
  }

  /** Appends an event and gives its position. */
  append({ stream, type = 'VoucherRecorded', data = { amount: '100.00' }, part, envelope }: Said): number {
    const position = this.size + 1;
    const revision = this.revisions.get(stream) ?? 0;
    this.revisions.set(stream, revision + 1);
    const salt = hash('sha256', `salt ${position}`);
    const digest = part === undefined ? {} : { privateDigest: digestOf({ salt, part }) };
    if (part !== undefined) this.parts.push({ position, salt, part });
    const id = `00000000-0000-8000-8000-${String(position).padStart(12, '0')}`;
    const before = { v: 1, organisation: ORGANISATION, stream, revision, id, type, version: 1 };
    const recordedAt = `2026-01-31T12:00:00.${String(position % 1000).padStart(3, '0')}Z`;
    const after = { recordedAt, actor: { subject: 'person-kim', role: 'accountant' }, commandId: `c-${position}` };
    const event = { ...before, ...after, causationId: 'c', correlationId: 'c', data, ...digest, ...envelope };
    this.events.push(JSON.stringify(event));
    return position;
  }

  /** Vouchers until the log holds so many events; every seventh has a private part. */
  fill(size: number): this {
    while (this.size < size) {
      const next = this.size + 1;
      const part = next % 7 === 0 ? JSON.stringify({ text: `Möte n:o ${next}, \u2028"kaffe"` }) : undefined;
      this.append({ stream: `voucher-2026-A-${next}`, ...(part === undefined ? {} : { part }) });
    }
    return this;
  }

  rotate(old: SignerKey, fresh: SignerKey, signer = old): number {
    const statement = signNote(`bidragsbok.key/v1\n${ORIGIN}\n${writeVerifierKey(fresh)}\n`, signer);
    const data = { old: writeVerifierKey(old), new: writeVerifierKey(fresh), statement };
    return this.append({ stream: 'log', type: 'KeyRotated', data });
  }

  erase(positions: unknown, caseNumber: unknown = 'UTB 2026/17'): number {
    return this.append({ stream: 'log', type: 'PrivatePartErased', data: { positions, decision: { caseNumber } } });
  }

  /** As it is written since version 2. */
  eraseRanges(ranges: unknown): number {
    const data = { act: 'gallring-1', ranges, decision: { caseNumber: 'UTB 2026/18' } };
    return this.append({ stream: 'log', type: 'PrivatePartErased', data });
  }

  prune(ranges: unknown): number {
    return this.append({ stream: 'log', type: 'YearPruned', data: { ranges } });
  }
}

const digestOf = ({ salt, part }: Omit<Part, 'position'>): string =>
  hash('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(part)]));

/** How a key's handing over at that position is told in an export of an earlier moment. */
export function handoverLine(log: MadeUpLog, position: number): string {
  const { data } = JSON.parse(log.events[position - 1] ?? '') as { readonly data: object };
  return `${JSON.stringify({ position, ...data })}\n`;
}
