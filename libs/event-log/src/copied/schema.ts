/** Where the copy of every organisation's log lies in PostgreSQL. */
export const LOG_SCHEMA = 'bidragsbok_log';

/**
 * One row an event, as in the file of SQLite's log, for all organisations of one store. Nothing is ever taken away but a private part,
 * or the bytes of a pruned year, once the decision is the last event of the log. Triggers see to that, one for each
 * statement and not for each row: an import of a year is hundreds of thousands of them. They hold for the owner of the tables
 * too, where a privilege would not; whoever may drop a trigger is not stopped, as nobody is who may write to SQLite's file.
 */
const tables = `
CREATE TABLE event (
  organisation text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  stream text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  leaf bytea NOT NULL CHECK (octet_length(leaf) = 32),
  bytes text COLLATE "C",
  private text COLLATE "C",
  -- When it was recorded, in milliseconds since 1970, or the latest of those before it where that is later.
  recorded bigint NOT NULL,
  -- Where it stands in the order of the whole store.
  store text COLLATE "C" NOT NULL,
  PRIMARY KEY (organisation, position),
  UNIQUE (organisation, stream, revision));
CREATE INDEX event_recorded ON event (organisation, recorded, position) WHERE bytes IS NOT NULL;

-- Roots of the full subtrees of 256^level leaves: a tile of level n is 256 of them, one of level 0 256 leaves of event.
CREATE TABLE subtree (
  organisation text COLLATE "C" NOT NULL,
  level integer NOT NULL CHECK (level > 0),
  number bigint NOT NULL,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (organisation, level, number));

-- Private parts of events that are not in the copy yet. Each try of a command leaves one with a salt of its own, and the digest in
-- the event's bytes says which of them is the event's.
CREATE TABLE part (
  organisation text COLLATE "C" NOT NULL,
  stream text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  digest text COLLATE "C" NOT NULL,
  sealed text COLLATE "C" NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, stream, revision, digest));

-- What an append that is under way rests on, and what it writes: afterwards it is seen whether that had moved before it came.
CREATE TABLE guarded (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation text COLLATE "C" NOT NULL,
  -- Stream, revision and leaf of the first event of each write.
  writes json NOT NULL,
  guards json NOT NULL,
  since timestamptz NOT NULL DEFAULT now());

-- How far the notary has come in the store: one row. The anchor is the last event of ours that it has filed.
CREATE TABLE notary (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seen text COLLATE "C",
  anchor text COLLATE "C",
  anchor_id text COLLATE "C");

-- The store is not what it was: one row, while that lasts.
CREATE TABLE hold (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  since timestamptz NOT NULL DEFAULT now(),
  had text COLLATE "C" NOT NULL,
  found text COLLATE "C");

-- Organisations whose events cannot be filed any further, each with the first one that cannot, and where to read on from.
CREATE TABLE stopped (
  organisation text COLLATE "C" PRIMARY KEY,
  after text COLLATE "C",
  store text COLLATE "C" NOT NULL,
  stream text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  why text COLLATE "C" NOT NULL,
  since timestamptz NOT NULL DEFAULT now());
`;

const guards = `
CREATE FUNCTION is_never_taken_away() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is never deleted or rewritten', TG_TABLE_NAME; END $$;
CREATE TRIGGER event_stays BEFORE DELETE OR TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION is_never_taken_away();
CREATE TRIGGER subtree_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON subtree
  FOR EACH STATEMENT EXECUTE FUNCTION is_never_taken_away();

CREATE FUNCTION event_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added WHERE bytes IS NULL) OR EXISTS (
    SELECT 1 FROM (SELECT organisation, min(position) AS first, max(position) AS last, count(*) AS count
      FROM added GROUP BY organisation) AS run
    WHERE last - first + 1 <> count OR (first <> 1 AND NOT EXISTS (
      SELECT 1 FROM event WHERE event.organisation = run.organisation AND position = first - 1)))
  THEN RAISE EXCEPTION 'an event has bytes and follows the last one of its log'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER event_follows AFTER INSERT ON event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION event_follows();

-- What the last event of a log decides, where it is such a decision: positions before its own.
CREATE FUNCTION decided(whose text, kind text) RETURNS SETOF bigint STABLE LANGUAGE plpgsql AS $$
DECLARE decision record; said json;
BEGIN
  SELECT e.position, e.stream, e.bytes INTO decision FROM event AS e WHERE e.organisation = whose
    ORDER BY e.position DESC LIMIT 1;
  IF decision.stream IS DISTINCT FROM 'log' OR strpos(decision.bytes, '"type":"' || kind || '","version":') = 0
  THEN RETURN; END IF;
  said := decision.bytes::json -> 'data';
  -- Version 1 of an erasure named positions, version 2 ranges of them, first and last.
  RETURN QUERY SELECT each FROM json_array_elements(coalesce(said -> 'ranges', '[]'::json)) AS range
    CROSS JOIN generate_series((range ->> 0)::bigint, least((range ->> 1)::bigint, decision.position - 1)) AS each;
  RETURN QUERY SELECT each::bigint FROM json_array_elements_text(coalesce(said -> 'positions', '[]'::json)) AS each
    WHERE each::bigint < decision.position;
END $$;

-- Afterwards no part is left that the last event names, so a decision cannot be used a second time.
CREATE FUNCTION event_goes_by_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE whose text;
BEGIN
  IF EXISTS (SELECT 1 FROM before FULL JOIN after USING (organisation, position)
    WHERE after.stream IS DISTINCT FROM before.stream OR after.revision IS DISTINCT FROM before.revision
      OR after.leaf IS DISTINCT FROM before.leaf OR after.recorded IS DISTINCT FROM before.recorded
      OR after.store IS DISTINCT FROM before.store
      OR (after.bytes IS DISTINCT FROM before.bytes AND (after.bytes IS NOT NULL OR after.private IS NOT NULL))
      OR (after.private IS DISTINCT FROM before.private AND after.private IS NOT NULL))
  THEN RAISE EXCEPTION 'an event is never rewritten'; END IF;
  FOR whose IN SELECT DISTINCT organisation FROM after LOOP
    IF EXISTS (SELECT position FROM before JOIN after USING (organisation, position)
        WHERE organisation = whose AND after.bytes IS DISTINCT FROM before.bytes
        EXCEPT SELECT decided(whose, 'YearPruned'))
      OR EXISTS (SELECT position FROM before JOIN after USING (organisation, position)
        WHERE organisation = whose AND after.private IS DISTINCT FROM before.private
          AND after.bytes IS NOT DISTINCT FROM before.bytes
        EXCEPT SELECT decided(whose, 'PrivatePartErased'))
    THEN RAISE EXCEPTION 'an event goes by a recorded decision only'; END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER event_goes_by_decision AFTER UPDATE ON event REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION event_goes_by_decision();
`;

/** Each is published once and never changed; what is new comes last. */
export const logSteps = [tables, guards] as const;
