import { hash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';

import { writeVerifierKey } from '#transparency';

import { exportOf, type Files, KEY, VERIFIERS } from './forger.js';
import { keyFrom, MadeUpLog } from './log.js';
import { PAGE, pageSays, SCRIPT } from './verifiers.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const isOpened = CHROMIUM !== undefined || process.env['CI'] !== undefined;
if (!isOpened) process.stderr.write('No Chromium here: verify.html is not opened in a browser.\n');

describe('the text of verify.html', () => {
  it('lets no script run but its own, and reaches for nothing', () => {
    const own = (tag: string) => new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(PAGE)?.[1] ?? '';
    // Where this fails, write the hashes that are expected here into the page's own policy.
    const hashes = ['script', 'style'].map((tag) => `${tag}-src 'sha256-${hash('sha256', own(tag), 'base64')}'`);
    const policy = `default-src 'none'; ${hashes.join('; ')}; base-uri 'none'; form-action 'none'`;
    expect(/content="(default-src[^"]*)"/.exec(PAGE)?.[1]).toBe(policy);
    expect(PAGE).not.toMatch(/https?:|src=|href=|@import|url\(/);
  });

  it('puts what it reads in as text, never as HTML', () => {
    expect(SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|DOMParser/);
  });
});

(isOpened ? describe : describe.skip)('verify.html in a browser', () => {
  const log = new MadeUpLog().fill(300);
  let browser: Browser;
  let page: Page;
  let folder: string;
  let requests: string[];
  let dialogs: number;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bidragsbok-page-'));
    requests = [];
    dialogs = 0;
    page = await browser.newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('dialog', (dialog) => {
      dialogs++;
      void dialog.dismiss();
    });
    await page.goto(new URL('verify.html', VERIFIERS).href);
  });
  afterEach(async () => {
    await page.close();
    rmSync(folder, { recursive: true });
    // The page itself, and nothing more.
    expect(requests).toEqual([new URL('verify.html', VERIFIERS).href]);
    expect(dialogs).toBe(0);
  });

  const lay = (files: Files): void => {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  };
  /** What the page shows once it has been given the folder: its lines and its verdict. */
  const shown = async (key = ''): Promise<readonly [readonly string[], string]> => {
    await page.fill('#key', key);
    await page.setInputFiles('#folder', folder);
    return answered();
  };
  const answered = async (): Promise<readonly [readonly string[], string]> => {
    const verdict = page.locator('#verdict', { hasText: /^(Allt|Exporten|Kontrollen|Nyckeln)/ });
    await verdict.waitFor();
    const lines = (await page.locator('#lines').textContent()) ?? '';
    return [lines.trimEnd().split('\n'), (await verdict.textContent()) ?? ''];
  };

  it('proves an honest export', async () => {
    const files = await exportOf(log, { proofs: [17] });
    lay(files);
    const [lines, verdict] = await shown(writeVerifierKey(KEY));
    expect(lines).toEqual(await pageSays(files, writeVerifierKey(KEY)));
    expect(lines.at(-1)).toBe('RESULT OK: 300 events complete and unaltered');
    expect(verdict).toBe('Allt som mappen innehåller är bevisat.');
  });

  it('names what is forged, hidden files and empty ones too', async () => {
    const honest = await exportOf(log);
    const entries = Buffer.from(String(honest.get('entries/000000.jsonl')).replace('100.00', '900.00'));
    const files = new Map([
      ...honest,
      ['entries/000000.jsonl', entries] as const,
      ['.hidden', Buffer.alloc(0)] as const,
    ]);
    lay(files);
    const [lines, verdict] = await shown();
    expect(lines).toEqual(await pageSays(files));
    expect(lines).toContain('FAILED .hidden: is not listed in the manifest');
    expect(lines).toContain('FAILED entries/000000.jsonl: event 1 (voucher-2026-A-1) is not the one that was signed');
    expect(verdict).toBe('Exporten är INTE bevisad. Det som är fel står vid FAILED.');
  });

  it('shows the text of a forger as text', async () => {
    const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    const forged = new MadeUpLog().fill(3);
    forged.append({ stream: evil, envelope: { revision: 7 } });
    lay(new Map([...(await exportOf(forged)), ['<img src=x onerror=alert(3)>', Buffer.alloc(0)] as const]));
    const [lines] = await shown();
    expect(lines).toContain(
      `FAILED entries/000000.jsonl: event 4 (${evil}) has not the revision that follows in its stream`,
    );
    expect(lines).toContain('FAILED <img src=x onerror=alert(3)>: is not listed in the manifest');
    expect(await page.locator('img, #lines script').count()).toBe(0);
  });

  it('says what it cannot read a key from', async () => {
    lay(await exportOf(new MadeUpLog().fill(1)));
    const [, verdict] = await shown('bidragsbok/2321000164');
    expect(verdict).toMatch(/^Nyckeln ovan är ingen nyckel/);
  });

  it('can be used again for another export, and with a key that was handed over', async () => {
    lay(await exportOf(new MadeUpLog().fill(1)));
    expect((await shown())[0].at(-1)).toMatch(/^RESULT OK/);
    rmSync(folder, { recursive: true });
    const rotated = new MadeUpLog().fill(3);
    rotated.rotate(keyFrom('first'), KEY);
    lay(await exportOf(rotated));
    const [lines] = await shown(writeVerifierKey(keyFrom('first')));
    expect(lines.slice(-2, -1)).toEqual([`OK vkey ${writeVerifierKey(KEY)}: handed over by KeyRotated at 4`]);
  });

  it('takes a folder that is dropped on its field', async () => {
    const files = await exportOf(log);
    lay(files);
    const pointer = await page.context().newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    const field = await page.locator('#folder').boundingBox();
    if (field === null) throw new Error('There is no field');
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await pointer.send('Input.dispatchDragEvent', {
        type,
        x: field.x + field.width / 2,
        y: field.y + field.height / 2,
        data,
      });
    }
    const [lines] = await answered();
    expect(lines).toEqual(await pageSays(files));
  });

  it('cannot reach the network, even if a script in it tried', async () => {
    const reached: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      reached.push(url);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await page.evaluate(`(async (url) => {
      const image = new Image();
      const failed = new Promise((resolve) => image.addEventListener('error', resolve));
      image.src = url + '/image';
      const form = Object.assign(document.createElement('form'), { action: url + '/form', method: 'post' });
      document.body.append(image, form);
      form.submit();
      navigator.sendBeacon(url + '/beacon');
      await Promise.all([failed, fetch(url + '/fetch').catch(() => undefined)]);
    })('${url}')`);
    await fetch(`${url}/from-outside`);
    server.close();
    expect(reached).toEqual(['/from-outside']);
    requests.length = 1; // The rest is what the page asked for and did not get.
  });
});
