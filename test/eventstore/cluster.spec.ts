import { describe, expect, it } from '@jest/globals';

import { type Node, startNode } from './node/node.js';
import { afterwards, anOrganisation, open, ownNode, write } from './scene.js';

/** Two nodes that keep the same: which of them leads is said by both. */
async function twoNodes(): Promise<[Node, Node]> {
  const one = await ownNode();
  const other = await startNode({ store: one.store });
  afterwards(() => {
    other.kill();
  });
  return [one, other];
}

/** Lets a node lead, and both say so; a node that is gone is no member any more. */
function lead(leader: Node, follower: Node, isAlive = true): void {
  const members = [leader, follower].map((node) => ({
    port: node.port,
    isLeader: node === leader,
    isAlive: node === leader || isAlive,
  }));
  leader.members = members;
  follower.members = members;
  leader.gate.leader = undefined;
  follower.gate.leader = { host: '127.0.0.1', port: leader.port };
}

describe('a cluster whose leader changes', () => {
  it('is followed to the new leader, in the middle of many appends', async () => {
    const [one, other] = await twoNodes();
    lead(one, other);
    const store = await open(`esdb://127.0.0.1:${one.port}?tls=false`);
    const organisation = anOrganisation();
    const appends = Array.from({ length: 60 }, (_, n) =>
      store.append(
        write({ organisation, stream: `s-${n % 10}`, expected: Math.floor(n / 10) - 1, command: `c-${n}` }, n),
      ),
    );
    await appends[9];
    lead(other, one);
    await Promise.all(appends);
    for (let stream = 0; stream < 10; stream += 1) {
      const events = await store.readStream(organisation, `s-${stream}`);
      expect(events.map(({ envelope: { data } }) => data)).toEqual([0, 1, 2, 3, 4, 5].map((n) => n * 10 + stream));
    }
    expect(other.gate.calls).toContain(`append ${organisation}-s-0`);
  });

  it('is found by asking whichever node there is, also when the leader has died', async () => {
    const [one, other] = await twoNodes();
    lead(one, other);
    const store = await open(`esdb://127.0.0.1:${one.port},127.0.0.1:${other.port}?tls=false&discoveryInterval=50`);
    const organisation = anOrganisation();
    await store.append(write({ organisation }, 1));
    expect(one.gate.calls).toEqual([`append ${organisation}-a`]);
    lead(other, one, false);
    one.kill();
    await store.append(write({ organisation, expected: 0, command: 'two' }, 2));
    expect(await store.readStream(organisation, 'a')).toHaveLength(2);
    expect(other.gate.calls).toContain(`append ${organisation}-a`);
  });
});
