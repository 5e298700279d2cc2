// A setting may lie in a file, as containers hand out secrets: BIDRAGSBOK_POSTGRES_FILE=/run/secrets/postgres is read into
// BIDRAGSBOK_POSTGRES, without the line's end, so that no door knows of files and no password stands in the environment of a
// container's description.
import { readFileSync } from 'node:fs';

const named = /^(BIDRAGSBOK_[A-Z_]+)_FILE$/;

/** Settings read out of the files that others name; what is set itself holds. */
export function readSecrets(environment) {
  for (const [name, path] of Object.entries(environment)) {
    const setting = named.exec(name)?.[1];
    if (setting !== undefined) environment[setting] ??= readFileSync(path, 'utf8').trimEnd();
  }
}

/** Reads them, or says which could not be read, and ends the process. */
export function readSecretsOrExit() {
  try {
    readSecrets(process.env);
  } catch (error) {
    process.stderr.write(`A secret cannot be read: ${error.path ?? error.message} (${error.code}).\n`);
    process.exit(2);
  }
}
