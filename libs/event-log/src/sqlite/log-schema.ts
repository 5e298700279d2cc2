import type { Database } from '#sqlite';

/** `BBok` in the header of the file, so that any other SQLite file is told apart from a log. */
export const LOG_MARK = 0x42426f6b;

/**
 * One row an event. Nothing is ever taken away but a private part, or the bytes of a pruned year, by the very statement that
 * records the decision. The triggers name no columns: an UPDATE of `rowid` moves a position without asking a trigger on `position`.
 */
export const logSchema = `
CREATE TABLE IF NOT EXISTS event (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  revision INTEGER NOT NULL,
  leaf BLOB NOT NULL CHECK (length(leaf) = 32),
  bytes TEXT,
  private TEXT,
  UNIQUE (stream, revision)) STRICT;

-- Roots of the full subtrees of 256^level leaves: a tile of level n is 256 of them, one of level 0 256 leaves of event.
CREATE TABLE IF NOT EXISTS subtree (
  level INTEGER NOT NULL CHECK (level > 0),
  number INTEGER NOT NULL,
  root BLOB NOT NULL CHECK (length(root) = 32),
  PRIMARY KEY (level, number)) STRICT, WITHOUT ROWID;

-- What the decision being recorded prunes, first and last positions; empty at any other time. It makes looking a position
-- up cheap, for a year has hundreds of thousands of them.
CREATE TABLE IF NOT EXISTS pruning (first INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;

-- Stops INSERT OR REPLACE too, which asks no delete trigger where recursive_triggers is off.
CREATE TRIGGER IF NOT EXISTS event_follows BEFORE INSERT ON event
WHEN NEW.position IS NOT 1 + coalesce((SELECT max(position) FROM event), 0)
  OR NEW.revision IS NOT 1 + coalesce((SELECT max(revision) FROM event WHERE stream = NEW.stream), -1)
BEGIN SELECT RAISE(ABORT, 'an event follows the last one of the log and of its stream'); END;

CREATE TRIGGER IF NOT EXISTS event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;

-- Whoever went on writing to a pruned stream would begin it anew.
CREATE TRIGGER IF NOT EXISTS event_is_whole BEFORE INSERT ON event
WHEN NEW.bytes IS NULL
  OR EXISTS (SELECT 1 FROM event WHERE stream = NEW.stream AND revision = NEW.revision - 1 AND bytes IS NULL)
BEGIN SELECT RAISE(ABORT, 'an event has bytes, and so has the one before it in its stream'); END;

DROP TRIGGER IF EXISTS event_stands;
CREATE TRIGGER IF NOT EXISTS event_stands_until_pruned BEFORE UPDATE ON event
WHEN NEW.position IS NOT OLD.position OR NEW.stream IS NOT OLD.stream OR NEW.revision IS NOT OLD.revision
  OR NEW.leaf IS NOT OLD.leaf OR (NEW.bytes IS NOT OLD.bytes AND (NEW.bytes IS NOT NULL OR NEW.private IS NOT NULL
    OR OLD.position > (SELECT last FROM pruning WHERE first <= OLD.position ORDER BY first DESC LIMIT 1)
    OR NOT EXISTS (SELECT 1 FROM pruning WHERE first <= OLD.position)))
BEGIN SELECT RAISE(ABORT, 'an event is never rewritten'); END;

CREATE TRIGGER IF NOT EXISTS subtree_follows BEFORE INSERT ON subtree
WHEN NEW.number IS NOT 1 + coalesce((SELECT max(number) FROM subtree WHERE level = NEW.level), -1)
BEGIN SELECT RAISE(ABORT, 'a subtree follows the last one of its level'); END;

CREATE TRIGGER IF NOT EXISTS subtree_stays BEFORE DELETE ON subtree
BEGIN SELECT RAISE(ABORT, 'a subtree is never deleted'); END;

CREATE TRIGGER IF NOT EXISTS subtree_stands BEFORE UPDATE ON subtree
BEGIN SELECT RAISE(ABORT, 'a subtree is never rewritten'); END;

-- Afterwards no part is left that the last event names, so a decision cannot be used a second time. Version 1 of it named
-- positions, version 2 ranges of them, first and last.
DROP TRIGGER IF EXISTS private_needs_decision;
DROP TRIGGER IF EXISTS private_goes_by_decision;
CREATE TRIGGER IF NOT EXISTS private_goes_when_decided BEFORE UPDATE ON event
WHEN NEW.private IS NOT OLD.private AND (NEW.bytes IS NOT NULL OR OLD.bytes IS NULL)
  AND (NEW.private IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM event AS decision
  WHERE decision.position = (SELECT max(position) FROM event) AND decision.stream = 'log'
    AND decision.bytes ->> '$.type' = 'PrivatePartErased' AND (
      EXISTS (SELECT 1 FROM json_each(decision.bytes, '$.data.ranges') AS named
        WHERE OLD.position BETWEEN named.value ->> 0 AND named.value ->> 1)
      OR EXISTS (SELECT 1 FROM json_each(decision.bytes, '$.data.positions') AS named WHERE named.value = OLD.position))))
BEGIN SELECT RAISE(ABORT, 'a private part is erased by a recorded decision only'); END;

DROP TRIGGER IF EXISTS private_follows_decision;
CREATE TRIGGER IF NOT EXISTS private_goes_with_decision AFTER INSERT ON event
WHEN NEW.stream = 'log' AND NEW.bytes ->> '$.type' = 'PrivatePartErased' BEGIN
  SELECT RAISE(ABORT, 'a decision erases what was recorded before it')
    FROM json_each(NEW.bytes, '$.data.positions') WHERE type <> 'integer' OR value >= NEW.position;
  SELECT RAISE(ABORT, 'a decision erases what was recorded before it')
    FROM json_each(NEW.bytes, '$.data.ranges')
    WHERE json_type(value, '$[1]') IS NOT 'integer' OR value ->> 1 >= NEW.position;
  UPDATE event SET private = NULL WHERE position IN (
    SELECT value FROM json_each(NEW.bytes, '$.data.positions')
    UNION SELECT told.position FROM json_each(NEW.bytes, '$.data.ranges') AS named CROSS JOIN event AS told
      WHERE told.position BETWEEN named.value ->> 0 AND named.value ->> 1 AND told.private IS NOT NULL);
END;

CREATE TRIGGER IF NOT EXISTS pruning_is_decided BEFORE INSERT ON pruning
WHEN NOT EXISTS (
  SELECT 1 FROM event AS decision, json_each(decision.bytes, '$.data.ranges') AS named
  WHERE decision.position = (SELECT max(position) FROM event) AND decision.stream = 'log'
    AND decision.bytes ->> '$.type' = 'YearPruned'
    AND named.value ->> 0 = NEW.first AND named.value ->> 1 = NEW.last AND NEW.last < decision.position)
BEGIN SELECT RAISE(ABORT, 'a decision prunes what it names, recorded before it'); END;

CREATE TRIGGER IF NOT EXISTS pruning_stands BEFORE UPDATE ON pruning
BEGIN SELECT RAISE(ABORT, 'what is pruned is what the decision names'); END;

-- Whole streams alone, and never that of the log: the decisions themselves lie there.
CREATE TRIGGER IF NOT EXISTS year_goes_with_decision AFTER INSERT ON event
WHEN NEW.stream = 'log' AND NEW.bytes ->> '$.type' = 'YearPruned' BEGIN
  INSERT INTO pruning SELECT value ->> 0, value ->> 1 FROM json_each(NEW.bytes, '$.data.ranges');
  SELECT RAISE(ABORT, 'a decision prunes whole streams, and never that of the log')
    FROM pruning CROSS JOIN event AS told ON told.position BETWEEN first AND last
    WHERE told.stream = 'log' OR EXISTS (SELECT 1 FROM event AS other WHERE other.stream = told.stream
      AND other.position > coalesce(
        (SELECT last FROM pruning WHERE first <= other.position ORDER BY first DESC LIMIT 1), 0));
  UPDATE event SET bytes = NULL, private = NULL WHERE position IN (
    SELECT told.position FROM pruning CROSS JOIN event AS told ON told.position BETWEEN first AND last);
  DELETE FROM pruning;
END;`;

/** Triggers that heed what a new event is and decides; an event that is copied was heeded where it was new. */
export const OF_NEW_EVENTS = ['event_is_whole', 'private_goes_with_decision', 'year_goes_with_decision'] as const;

/** A log that was made before years could be pruned says that an event always has bytes: from now on it may have none. */
export function letBytesGo(db: Database): void {
  const [bytes] = db
    .prepare("SELECT \"notnull\" AS must FROM pragma_table_info('event') WHERE name = 'bytes'")
    .all() as {
    readonly must: 0 | 1;
  }[];
  if (bytes?.must === 1) db.exec('ALTER TABLE event ALTER COLUMN bytes DROP NOT NULL');
}
