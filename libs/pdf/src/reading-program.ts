/**
 * What the thread that reads a PDF runs, as text: a thread can be ended whatever the file makes it do, and as text it is the same
 * program from source and from build. It answers `{ document }` or `{ failed: 'encrypted' | 'broken' }`.
 */
export const READING_PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const boxOf = ({ str, transform, width, height }) => ({ text: str, x: transform[4], y: transform[5], width, height });
async function read({ library, bytes, mostPages }) {
  const { getDocument } = await import(library);
  const pdf = await getDocument({
    data: bytes, isEvalSupported: false, useSystemFonts: true, disableFontFace: true, verbosity: 0, stopAtErrors: false,
  }).promise;
  const pages = [];
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: false });
    pages.push(items.filter(({ str }) => typeof str === 'string' && str.trim() !== '').map(boxOf));
    page.cleanup();
  }
  const files = Object.values((await pdf.getAttachments()) ?? {});
  const attachments = files.map(({ filename, content }) => ({ fileName: filename, bytes: content }));
  return { pageCount: pdf.numPages, pages, attachments };
}
read(workerData).then(
  (document) => parentPort.postMessage({ document }),
  (error) => parentPort.postMessage({ failed: error?.name === 'PasswordException' ? 'encrypted' : 'broken' }),
);
`;
