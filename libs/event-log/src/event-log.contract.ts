import { afterEach, beforeEach } from '@jest/globals';

import type { Clock } from './clock.js';
import { appendContract } from './contract/append.contract.js';
import { copyContract } from './contract/copy.contract.js';
import { followContract } from './contract/follow.contract.js';
import { proofContract } from './contract/proof.contract.js';
import { pruningContract } from './contract/pruning.contract.js';
import { retryContract } from './contract/retry.contract.js';
import { NOON, type Scene } from './contract/scene.contract.js';
import { treeContract } from './contract/tree.contract.js';
import type { EventLog } from './event-log.js';

/** Where one log lies while a test runs. Each `open` is one more connection, as of another process. */
export interface Place {
  open(clock: Clock): Promise<EventLog>;
  /** A copy of the log, opened as a log of its own. */
  openCopy(of: EventLog, clock: Clock): Promise<EventLog>;
  remove(): Promise<void>;
}

/** What every EventLog must do. Each implementation runs this same list. */
export function eventLogContract(start: () => Promise<Place>): void {
  let place: Place;
  let log: EventLog;
  const opened: EventLog[] = [];
  const scene: Scene = {
    now: NOON,
    get log() {
      return log;
    },
    async open() {
      const another = await place.open(() => scene.now);
      opened.push(another);
      return another;
    },
    async openCopy() {
      const copy = await place.openCopy(log, () => scene.now);
      opened.push(copy);
      return copy;
    },
  };

  beforeEach(async () => {
    scene.now = NOON;
    place = await start();
    log = await scene.open();
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    await place.remove();
  });

  appendContract(scene);
  retryContract(scene);
  proofContract(scene);
  treeContract(scene);
  followContract(scene);
  copyContract(scene);
  pruningContract(scene);
}
