export { textOf } from './placed-lines.js';
export type { PdfDocument } from './pdf-document.js';
export { readPdf } from './read-pdf.js';
export { type SuggestedField, type Suggestion, suggestionsOf } from './suggest.js';
export { writePdf, type WrittenText } from './write-pdf.js';
