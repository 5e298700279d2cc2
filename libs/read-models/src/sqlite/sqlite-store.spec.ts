import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { type Database, openDatabase } from '#sqlite';

import { catalogue } from '../history.fixture.js';
import { ReadModels } from '../read-models.js';
import { readModelsContract } from '../read-models.contract.js';
import type { Place } from '../read-models.scene.fixture.js';
import { Story } from '../story.fixture.js';

const open = (dir: string): Database =>
  openDatabase(join(dir, 'read.db'), '', { synchronous: 'OFF', secureDelete: false });

function tablesIn(file: Database): readonly string[] {
  const found = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  return (found as { name: string }[]).map(({ name }) => name);
}

class Folder implements Place {
  private readonly dir = mkdtempSync(join(tmpdir(), 'rows-'));
  private readonly names = new Set<string>();

  open(log: Parameters<Place['open']>[0], name: string): Promise<ReadModels> {
    this.names.add(name);
    mkdirSync(join(this.dir, name), { recursive: true });
    return Promise.resolve(ReadModels.open(join(this.dir, name), log, catalogue));
  }

  tables(): Promise<readonly string[]> {
    return Promise.resolve(this.of((file) => tablesIn(file)).flat());
  }

  dump(): Promise<string> {
    const rows = this.of((file) => tablesIn(file).map((name): unknown => file.prepare(`SELECT * FROM ${name}`).all()));
    return Promise.resolve(JSON.stringify(rows));
  }

  spoil(name: string): Promise<void> {
    const file = open(join(this.dir, name));
    file.exec("UPDATE checkpoint SET schema = 'older'; CREATE TABLE retired (one INTEGER); DELETE FROM voucher");
    file.close();
    return Promise.resolve();
  }

  remove(): Promise<void> {
    rmSync(this.dir, { recursive: true });
    return Promise.resolve();
  }

  private of<Found>(look: (file: Database) => Found): Found[] {
    return [...this.names].map((name) => {
      const file = open(join(this.dir, name));
      try {
        return look(file);
      } finally {
        file.close();
      }
    });
  }
}

describe('the read models in SQLite', () => {
  readModelsContract(() => Promise.resolve(new Folder()));

  it('are built again where the file is damaged', async () => {
    const story = new Story();
    await story.begin();
    const digest = await story.models().digest();
    const damaged = join(story.dir, 'damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'read.db'), 'Not a database, but longer than a header. '.repeat(100));
    expect(await story.models(damaged).digest()).toBe(digest);
    await story.close();
  });
});
