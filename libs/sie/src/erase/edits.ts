/** Stretches of a file that are replaced, in its order; all the rest stays as it is, byte by byte. */
export class Edits {
  private readonly pieces: Buffer[] = [];
  private kept = 0;

  constructor(private readonly bytes: Buffer) {}

  replace(from: number, to: number, by: string | Buffer): void {
    this.pieces.push(this.bytes.subarray(this.kept, from), typeof by === 'string' ? Buffer.from(by, 'latin1') : by);
    this.kept = to;
  }

  /** The file up to a place, with its stretches replaced. */
  applied(end: number): Buffer {
    const rest = this.kept < end ? [this.bytes.subarray(this.kept, end)] : [];
    return Buffer.concat([...this.pieces, ...rest]);
  }
}
