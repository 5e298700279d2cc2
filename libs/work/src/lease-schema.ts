import type { Schema } from '#postgres';

/** Who does what, and who is there to do it (docs/adr/0021-leases-and-where-checkpoints-lie.md). */
export const WORK: Schema = {
  schema: 'bidragsbok_work',
  steps: [
    `
CREATE TABLE lease (
  role text NOT NULL,
  part text NOT NULL,
  holder text,
  token bigint NOT NULL DEFAULT 0,
  until timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (role, part));

CREATE TABLE worker (
  role text NOT NULL,
  worker text NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (role, worker));`,
    `
-- What is made of a grant, by whom, and how far it has come (docs/adr/0023-runs-beside-the-log.md).
CREATE TABLE run (
  organisation text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  grant_id text NOT NULL,
  asked text NOT NULL,
  position bigint NOT NULL,
  per_date text,
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cut-off')),
  holder text NOT NULL,
  token bigint NOT NULL,
  until bigint NOT NULL,
  started bigint NOT NULL,
  ended bigint,
  progress text,
  result text,
  code text,
  PRIMARY KEY (organisation, id));
CREATE UNIQUE INDEX run_under_way ON run (organisation, grant_id) WHERE state = 'running';`,
  ],
};

export const LEASES = `${WORK.schema}.lease`;
