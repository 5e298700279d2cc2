/**
 * What the thread that reads PDFs runs, as text: a thread can be ended whatever the file makes it do, and as text it is the same
 * program from source and from build. It answers each `{ bytes, mostPages }` with `{ document }` or `{ failed: 'encrypted' | 'broken' }`.
 */
export const READING_PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const boxOf = ({ str, transform, width, height }) => ({ text: str, x: transform[4], y: transform[5], width, height });
async function read({ bytes, mostPages }) {
  const { getDocument } = await import(workerData.library);
  const task = getDocument({
    data: bytes, isEvalSupported: false, useSystemFonts: true, disableFontFace: true, verbosity: 0, stopAtErrors: false,
  });
  const pdf = await task.promise;
  const pages = [];
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: false });
    pages.push(items.filter(({ str }) => typeof str === 'string' && str.trim() !== '').map(boxOf));
    page.cleanup();
  }
  const files = Object.values((await pdf.getAttachments()) ?? {});
  const attachments = files.map(({ filename, content }) => ({ fileName: filename, bytes: content }));
  const pageCount = pdf.numPages;
  await task.destroy();
  return { pageCount, pages, attachments };
}
parentPort.on('message', (asked) => {
  read(asked).then(
    (document) => parentPort.postMessage({ document }),
    (error) => parentPort.postMessage({ failed: error?.name === 'PasswordException' ? 'encrypted' : 'broken' }),
  );
});
`;
