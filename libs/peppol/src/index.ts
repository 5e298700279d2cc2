export type { Attachment, Check, Invoice, InvoiceLine, Party } from './invoice.js';
export { readInvoice, type ReadInvoice } from './read-invoice.js';
export { isCreditNote } from './rule-checks.js';
export { writeInvoice } from './write-invoice.js';
