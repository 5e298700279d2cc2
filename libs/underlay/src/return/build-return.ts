import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

import { DomainError } from '#kernel';
import type { Moment } from '#read-models';
import { type Ran, runOnce } from '#work';

import { type Building, runFileAt, standingOf, standIn } from '../building.js';
import { handOut } from '../outputs.js';
import { placedWhole } from '../placed-whole.js';
import type { Source } from '../source.js';
import { type ReturnFormat, returnFormats, type ReturnMade, returnOutput } from './return-output.js';

/** Which return is built, and where to. */
export interface BuildReturn {
  readonly made: ReturnMade;
  readonly moment: Moment;
  /** The root of the log's tree at the moment, in whatever spelling the caller keeps to. */
  readonly root: string;
  /** One file by how its name ends; else a folder, made where it is missing, that holds all of them. */
  readonly out: string;
  readonly overwrite?: boolean | undefined;
  /** The files are handed out and kept by nobody here. */
  readonly isHandedOut?: boolean;
  readonly progress?: (done: string) => void;
}

/** The files of a return as they were written. */
interface BuiltReturn {
  /** The SHA-256 of the document, which a submission names. */
  readonly digest: string;
  readonly files: readonly {
    readonly format: ReturnFormat;
    readonly file: string;
    readonly sha256: string;
    readonly size: number;
  }[];
}

/**
 * The files of a return. The same moment gives the same bytes, so that those that stand in their places as they were built are the
 * answer. Refuses as `runOnce` and `placedWhole` do, and with what the output refuses with.
 */
export async function buildReturn(source: Source & Building, asked: BuildReturn): Promise<Ran<BuiltReturn>> {
  const { made, moment, root, out, overwrite = false, isHandedOut = false, progress } = asked;
  const { digest, document } = made.found;
  const places = placesOf(out);
  const paths = places.map(([, path]) => path);
  const { decided } = await standingOf(source, moment);
  const formats = places.map(([format]) => format);
  const ran = await runOnce<Pick<BuiltReturn, 'digest'>>(
    await source.runs(),
    { kind: 'return', grant: document.grant, asked: { formats, answers: hashOf(made), decided }, moment, root },
    {
      stands: standIn(paths),
      build: async (running) => {
        if (formats.length > 1) madeFolder(out);
        return placedWhole({ paths, overwrite, running }, async (scratch) => {
          const files = [];
          for (const [format, path] of places) {
            running.say(basename(path));
            progress?.(basename(path));
            const written = await handOut(join(scratch, basename(path)), await returnOutput(source, made, format));
            files.push(runFileAt(isHandedOut ? null : path, written));
          }
          return { files, told: { digest } };
        });
      },
    },
  );
  const files = places.map(([format, file], at) => {
    const { sha256 = '', size = 0 } = ran.result.files[at] ?? {};
    return { format, file, sha256, size };
  });
  return { ...ran, result: { ...ran.result, told: { digest, files } } };
}

function placesOf(out: string): readonly (readonly [ReturnFormat, string])[] {
  const ending = extname(out).slice(1).toLowerCase();
  const format = returnFormats.find((one) => one === ending);
  return format === undefined ? returnFormats.map((one) => [one, join(out, `return.${one}`)]) : [[format, out]];
}

function madeFolder(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch {
    throw new DomainError('OUTPUT_UNWRITABLE');
  }
}

/** Of what persons mean to answer nothing is kept but this. */
function hashOf({ draft, checkpoint }: ReturnMade): string {
  return createHash('sha256')
    .update(JSON.stringify([draft, checkpoint !== null]))
    .digest('hex');
}
