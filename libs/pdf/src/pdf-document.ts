/** A piece of text and where it stands on its page, in points from the lower left corner. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a PDF says and carries. Pages beyond `PdfLimits.pages` are counted and not read. */
export interface PdfDocument {
  readonly pageCount: number;
  readonly pages: readonly (readonly PlacedText[])[];
  readonly attachments: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
}
