import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { command, fact, NOON, ORGANISATION, write } from '../contract/scene.contract.js';
import { openNewLog } from '../genesis.js';
import { SqliteEventLog } from '../sqlite/sqlite-event-log.js';
import { Signer } from './signer.js';

export const CLI = { subject: 'system:cli', role: 'operator' };

/** A log and its signer in a folder of their own, the way a book opens them: every append asks the signer first. */
export class SignerScene {
  readonly dir = mkdtempSync(join(tmpdir(), 'bidragsbok-signer-'));
  log!: SqliteEventLog;
  signer!: Signer;
  now = NOON;

  static async begin({ signs = true } = {}): Promise<SignerScene> {
    const scene = new SignerScene();
    scene.open();
    scene.signer.makeKey();
    const genesis = { name: 'Region Exempel', software: 'specs', key: await scene.signer.verifierKey() };
    await openNewLog(scene.log, genesis, { commandId: 'init', actor: CLI });
    if (signs) await scene.signer.checkpoint(1);
    return scene;
  }

  get store(): string {
    return join(this.dir, 'signer', 'signer.db');
  }

  open(): void {
    this.log = SqliteEventLog.open({
      ...{ dir: this.dir, organisation: ORGANISATION, clock: () => this.now },
      guard: async (writes) => this.signer.assertMayAppend(writes, await this.signer.hold()),
    });
    this.signer = new Signer({ dir: join(this.dir, 'signer'), log: this.log, clock: () => this.now });
  }

  /** Closes both, lets something be done to the files, and opens them again. */
  async reopen(change: () => void = () => undefined): Promise<void> {
    await this.signer.close();
    await this.log.close();
    change();
    this.open();
  }

  /** Takes the signer's store away, as a mistyped folder does, or puts another file in its place. */
  forget(then: () => void = () => undefined): Promise<void> {
    return this.reopen(() => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${this.store}${suffix}`, { force: true });
      then();
    });
  }

  async append(name: string, count = 1): Promise<void> {
    const events = Array.from({ length: count }, (_, at) => fact({ name, at }));
    await this.log.append(command(name), [write(name, -1, ...events)]);
  }

  async remove(): Promise<void> {
    await this.signer.close();
    await this.log.close();
    rmSync(this.dir, { recursive: true });
  }
}
