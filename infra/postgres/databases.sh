#!/usr/bin/env bash
# Run once, by the image of PostgreSQL, on an empty data folder: a database and a role for each program, and neither may look
# into the other's.
set -euo pipefail

database() {
  local name=$1 password
  password=$(<"$2")
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --no-psqlrc \
    --set name="$name" --set password="$password" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

database bidragsbok /run/secrets/postgres-password
database identity /run/secrets/identity-postgres-password
