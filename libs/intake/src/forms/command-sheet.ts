/** How a command stands on a form: its sheet, what a row of it does, and the example row. */
export interface CommandSheet {
  /** At most 31 characters. */
  readonly sheet: string;
  readonly meaning: string;
  readonly example: {
    readonly on?: string;
    readonly by?: { readonly subject: string; readonly role: string };
    readonly data: Readonly<Record<string, unknown>>;
  };
}
