/** `blocks`: no return can be sent while it stands. `warning`: something is to be done. `info`: something to know. */
export type Severity = 'blocks' | 'warning' | 'info';

interface FindingKind {
  readonly severity: Severity;
  /** What it is and what to do, with `{details}` of the subject. */
  readonly says: string;
  /** False where figures are unknown while it stands, so that nobody can let it be. */
  readonly waivable?: false;
}
/** Kinds of findings, by their codes. */
export type Kinds = Record<string, FindingKind>;
