import type { Runs } from '#work';

import type { PackageForm } from './selection.js';

/** A build that is remembered: of which grant, at which position, and when. It stands outside the log. */
export interface KnownBuild {
  readonly id: string;
  readonly grant: string;
  readonly position: number;
  readonly form: PackageForm;
  readonly started: string;
}

/** The builds of packages that are remembered, by the SHA-256 of what they made: none of another is no proof that nobody made it. */
export async function knownBuilds(runs: Runs): Promise<ReadonlyMap<string, KnownBuild>> {
  const builds = (await runs.list()).filter(({ kind }) => kind === 'underlay');
  return new Map(
    builds.flatMap(({ id, grant, position, asked, started, result }) =>
      (result?.files ?? []).map(({ sha256 }) => {
        return [sha256, { id, grant, position, form: asked['form'] as PackageForm, started }] as const;
      }),
    ),
  );
}

/** What of a delivery is as its build was. */
interface Delivered {
  readonly grant: string;
  readonly position: number;
  readonly form: string;
}

/** What a delivery says that its build does not: the names of the fields; empty where they agree. */
export const unlikeBuild = (delivered: Delivered, build: KnownBuild): readonly (keyof Delivered)[] =>
  (['grant', 'position', 'form'] as const).filter((field) => delivered[field] !== build[field]);
