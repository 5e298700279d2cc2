import type { Attributes } from './xml.js';

/** Excel's limit is 32,767 characters; a text far beyond it is none of a cell. */
export const LONGEST_TEXT = 1 << 20;
/** Characters that XML cannot hold, as workbooks write them (ECMA-376 part 1, 22.9.2.19). */
const ESCAPED = /_x([\dA-Fa-f]{4})_/g;

/** Gathers the text of a shared or inline string: all its runs, but not how it is pronounced. */
export class RichText {
  private value = '';
  private run: string | null = null;
  private isKept = false;
  private isPhonetic = false;

  open(element: string, attributes: Attributes): void {
    if (element === 'rPh') this.isPhonetic = true;
    if (element !== 't' || this.isPhonetic) return;
    this.run = '';
    this.isKept = attributes['xml:space'] === 'preserve';
  }

  text(text: string): void {
    if (this.run !== null) this.run += text;
  }

  close(element: string): void {
    if (element === 'rPh') this.isPhonetic = false;
    if (element !== 't' || this.run === null) return;
    // Blanks around a text are kept only where the file says so, as Excel does.
    this.value += this.isKept ? this.run : this.run.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
    this.run = null;
  }

  get isTooLong(): boolean {
    return this.value.length > LONGEST_TEXT;
  }

  /** The text so far; begins a new one. */
  take(): string {
    const { value } = this;
    this.value = '';
    return unescaped(value);
  }
}

/** `_x000D_` is a carriage return. */
export const unescaped = (text: string): string =>
  text.includes('_x') ? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
