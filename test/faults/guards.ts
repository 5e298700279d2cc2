import type { Sabotage } from './program.js';

/** The guards that a suite must miss when they are taken away: the lines of the built program that do so. */
export const guards = {
  'a commit does not wait for the disk': [
    { file: 'libs/sqlite/src/open-database.js', from: 'synchronous: 2', to: 'synchronous: 1' },
  ],
  'an append is acknowledged before its commit': [
    {
      file: 'libs/event-log/src/sqlite/group-commit.js',
      from: 'settled.push(this.settlementOf(job));',
      to: 'this.settlementOf(job)();',
    },
    // Else the commit would come in the same turn, and nothing in between.
    {
      file: 'libs/sqlite/src/transact.js',
      from: "db.exec('COMMIT');",
      to: "await setTimeout(1); db.exec('COMMIT');",
    },
  ],
  'an append is committed in two parts': [
    {
      file: 'libs/event-log/src/sqlite/log-file.js',
      from: 'for (const row of rows.slice(whole))',
      to: "for (const row of rows.slice(whole)) if (this.db.exec('COMMIT; BEGIN IMMEDIATE') === undefined)",
    },
  ],
  'the names in a folder are not synced': [
    { file: 'libs/sqlite/src/sync-to-disk.js', from: 'fsyncSync(file);', to: '' },
  ],
  'the rows are written in whatever order': [
    { file: 'libs/sqlite/src/open-database.js', from: 'synchronous: 1,', to: 'synchronous: 0,' },
  ],
  'an event is stamped with whatever the clock says': [
    {
      file: 'libs/event-log/src/appending.js',
      from: 'if (now > this.recordedMs) this.goOnFrom(now);',
      to: 'this.goOnFrom(now);',
    },
  ],
  'a clock far behind is believed': [
    {
      file: 'libs/event-log/src/appending.js',
      from: 'if (now < this.recordedMs - PATIENCE_WITH_CLOCK_MS)',
      to: 'if (false)',
    },
  ],
  'an error of the checkpoint is swallowed': [
    { file: 'libs/sqlite/src/checkpoint.js', from: 'throw refusalOf(error);', to: 'return true;' },
  ],
  'a leaf is left out of the tree': [
    {
      file: 'libs/event-log/src/sqlite/log-file.js',
      from: 'this.hashes(level - 1, number * TILE, TILE)',
      to: 'this.hashes(level - 1, number * TILE, TILE - 1)',
    },
  ],
  'a private part is dropped': [
    { file: 'libs/event-log/src/sqlite/log-file.js', from: 'row.bytes, row.sealed)', to: 'row.bytes, null)' },
  ],
  'a tree is signed without the prefix check': [
    {
      file: 'libs/event-log/src/signing/held-log.js',
      from: 'async isOneLog(tree, last) {',
      to: 'async isOneLog(tree, last) { return true;',
    },
  ],
  'a signer that has forgotten begins anew': [
    {
      file: 'libs/event-log/src/signing/held-log.js',
      from: 'async isForgotten() {',
      to: 'async isForgotten() { return false;',
    },
  ],
  'a command that was heard is decided again': [
    {
      file: 'libs/event-log/src/command-handler.js',
      from: 'history.findIndex(({ commandId })=>commandId === this.context.commandId)',
      to: '-1',
    },
  ],
  'the position in the rows is committed before them': [
    {
      file: 'libs/read-models/src/sqlite/sqlite-store.js',
      from: 'rows.fold(events, after, checkpoint);',
      to: `this.db.exec("INSERT OR REPLACE INTO checkpoint VALUES (1, " + checkpoint.position + ", '" + checkpoint.leaf + "', '" + SCHEMA_HASH + "', " + checkpoint.pruned + "); COMMIT");
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
        this.db.exec('BEGIN IMMEDIATE');
        rows.fold(events, after, checkpoint);`,
    },
  ],
  'how far rows in PostgreSQL have come is committed before them': [
    {
      file: 'libs/read-models/src/postgres/postgres-store.js',
      from: 'await rows.fold(session, events, known);',
      to: `await this.put(session, place, checkpoint);
            await session.script('COMMIT; BEGIN');
            await rows.fold(session, events, known);`,
    },
  ],
  'an event names a document before its bytes are there': [
    {
      file: 'libs/intake/src/evidence/add-evidence.js',
      from: 'await this.vault.keep(held, {',
      to: 'void ({',
    },
    {
      file: 'libs/intake/src/evidence/add-evidence.js',
      from: 'const attached = await this.attached(document, said);',
      to: 'await this.vault.keep(held, { document }); const attached = await this.attached(document, said);',
    },
  ],
  'a document is written in its place before it is whole': [
    {
      file: 'libs/vault/src/blobs/file-blobs.js',
      from: 'const partial = join(folder, `${PARTIAL}${ownName()}`);',
      to: 'const partial = this.pathOf(id);',
    },
  ],
  'what was left half-written is not swept': [
    { file: 'libs/vault/src/blobs/blobs-for.js', from: 'blobs.sweep();', to: '' },
  ],
  'a key is deleted and not overwritten': [
    { file: 'libs/vault/src/keyring/keyring.js', from: 'secureDelete: true', to: 'secureDelete: false' },
  ],
  'a key stays in the write-ahead log': [
    { file: 'libs/vault/src/keyring/keyring.js', from: 'if (!checkpoint(this.db))', to: 'if (false)' },
  ],
  'what a killed build left is not swept': [
    { file: 'libs/underlay/src/placed-whole.js', from: 'sweepUnfinished(scratch, prefix);', to: '' },
  ],
  'a run of a dead process is waited for': [
    { file: 'libs/work/src/runs/run.js', from: ' && !isOfTheDead(holder)', to: '' },
  ],
  'what stands of a killed build is a conflict': [
    { file: 'libs/underlay/src/placed-whole.js', from: 'if (!running.isContinued)', to: 'if (true)' },
    // Else the files come to their places faster than a process can be killed in between.
    {
      file: 'libs/underlay/src/placed-whole.js',
      from: 'for (const path of missing)',
      to: "for (const path of missing) if (Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500) === 'timed-out')",
    },
  ],
  'a run that is under way is passed over': [
    { file: 'libs/work/src/runs/sqlite-runs.js', from: 'if (isUnderWay(row)) throw underWay(row);', to: '' },
  ],
} satisfies Readonly<Record<string, readonly Sabotage[]>>;
