import { readdirSync, readlinkSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { openScratch } from './open-scratch.js';
import { rowsOf } from './rows-of.js';

/** The files that this process holds open, as the system names them. */
const held = () =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return []; // The listing's own.
    }
  });

describe('scratch rows', () => {
  it('come back in order, more than the cache holds, out of a file that has no name', () => {
    const db = openScratch('CREATE TABLE word (text TEXT NOT NULL)');
    const insert = db.prepare('INSERT INTO word VALUES (?)');
    for (let at = 0; at < 60_000; at++) insert.run(`${(at * 7919) % 60_000}`.padStart(600, '0'));
    // Only a system that tells which files are open can show it.
    if (process.platform === 'linux')
      expect(held().filter((name) => /etilqs.*\(deleted\)$/.test(name))).not.toEqual([]);
    let before = '';
    let count = 0;
    for (const { text } of rowsOf<{ text: string }>(db.prepare('SELECT text FROM word ORDER BY text'))) {
      if (text <= before) throw new Error('The rows are not in order');
      before = text;
      count++;
    }
    expect(count).toBe(60_000);
    db.close();
  });
});
