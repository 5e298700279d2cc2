import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** How a text is set: its weight, and its size in points. */
export interface Style {
  readonly weight: 'regular' | 'bold';
  readonly size: number;
}

/** Source Sans 3 (SIL OFL): figures of one width, and letters of every language that is written in Latin, Greek or Cyrillic. */
const FILES = {
  regular: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  bold: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
} as const;
/** What stands for a letter that the fonts lack: PDF/A allows no other empty box. */
const LACKING = '□';
const SPACING = 1.28;

/** Texts of these letters need no looking through. */
const PLAIN = /^[ -~\u00a0ÅÄÖåäöÉé–−·]*$/;

interface Glyph {
  readonly advanceWidth: number;
}
interface Place {
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  readonly advanceWidth: number;
}
interface Layout {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly Place[];
  readonly advanceWidth: number;
}
/** What the library keeps of a font, beyond what its types tell. */
interface Font {
  /** Of glyphs to thousandths of the size. */
  readonly scale: number;
  readonly font: {
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
  };
  layout: (text: string) => Layout;
}

/**
 * One glyph a letter, none joined and none moved: what is read out of the file is what was written into it, and a year's rows are
 * set in a third of the time.
 */
function letterByLetter({ font, scale }: Font): Font['layout'] {
  const placed = new Map<string, readonly [Glyph, Place]>();
  const placeOf = (letter: string): readonly [Glyph, Place] => {
    const glyph = font.glyphForCodePoint(letter.codePointAt(0) ?? 0);
    const wide = glyph.advanceWidth * scale;
    const pair = [glyph, { xAdvance: wide, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth: wide }] as const;
    placed.set(letter, pair);
    return pair;
  };
  return (text) => {
    const pairs = Array.from(text, (letter) => placed.get(letter) ?? placeOf(letter));
    return {
      glyphs: pairs.map(([glyph]) => glyph),
      positions: pairs.map(([, place]) => place),
      advanceWidth: pairs.reduce((sum, [, { advanceWidth }]) => sum + advanceWidth, 0),
    };
  };
}

/** Sets texts in the two embedded fonts: measures them, breaks them into lines and writes the lines. */
export class Lettering {
  private readonly fonts: readonly Font[];
  private readonly known = new Map<string, boolean>();

  constructor(private readonly document: PDFKit.PDFDocument) {
    this.fonts = (['regular', 'bold'] as const).map((weight) => {
      document.registerFont(weight, require.resolve(FILES[weight])).font(weight);
      const font = (document as unknown as { readonly _font: Font })._font;
      font.layout = letterByLetter(font);
      return font;
    });
  }

  /** From one line to the next, in points. */
  height({ size }: Style): number {
    return size * SPACING;
  }

  width(text: string, { weight, size }: Style): number {
    return this.document.font(weight).fontSize(size).widthOfString(text);
  }

  /** A text broken into lines no wider than so many points; a word that is wider is broken wherever it must be. */
  lines(text: string, width: number, style: Style): string[] {
    return this.printable(text)
      .split('\n')
      .flatMap((line) => (this.width(line, style) <= width ? [line] : this.broken(line, width, style)));
  }

  write(text: string, { x, y }: { readonly x: number; readonly y: number }, { weight, size }: Style): void {
    if (text !== '') this.document.font(weight).fontSize(size).text(text, x, y, { lineBreak: false });
  }

  private broken(line: string, width: number, style: Style): string[] {
    const lines: string[] = [];
    let last = '';
    for (const word of line.split(' ')) {
      const longer = last === '' ? word : `${last} ${word}`;
      if (this.width(longer, style) <= width) {
        last = longer;
        continue;
      }
      if (last !== '') lines.push(last);
      const pieces = this.pieces(word, width, style);
      last = pieces.pop() ?? '';
      lines.push(...pieces);
    }
    return [...lines, last];
  }

  private pieces(word: string, width: number, style: Style): string[] {
    const pieces: string[] = [];
    let last = '';
    for (const letter of word) {
      if (last !== '' && this.width(last + letter, style) > width) {
        pieces.push(last);
        last = '';
      }
      last += letter;
    }
    return [...pieces, last];
  }

  private printable(text: string): string {
    if (PLAIN.test(text)) return text;
    const plain = text.normalize('NFC').replaceAll(/(?!\n)\p{C}/gu, ' ');
    return Array.from(plain, (letter) => (letter === '\n' || this.has(letter) ? letter : LACKING)).join('');
  }

  private has(letter: string): boolean {
    const known = this.known.get(letter);
    if (known !== undefined) return known;
    const codePoint = letter.codePointAt(0) ?? 0;
    const has = this.fonts.every(({ font }) => font.hasGlyphForCodePoint(codePoint));
    this.known.set(letter, has);
    return has;
  }
}
