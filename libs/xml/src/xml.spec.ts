import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type XmlElement, type XmlForm, XmlReading } from './index.js';

const FORM: XmlForm = {
  ...{ namespaces: null, recordDepth: 1, mostBytes: 10_000, deepest: 4, mostElements: 3 },
  longestText: (name) => (name === 'long' ? 1000 : 10),
};

function recordsOf(xml: string | Uint8Array, form: Partial<XmlForm> = {}, size = 7): readonly XmlElement[] {
  const taken: XmlElement[] = [];
  const reading = new XmlReading(
    { ...FORM, ...form },
    {
      take: (record) => {
        taken.push(record);
      },
    },
  );
  const bytes = Buffer.from(xml);
  for (let at = 0; at < bytes.length; at += size) reading.write(bytes.subarray(at, at + size));
  reading.end();
  return taken;
}
const refusing = (xml: string | Uint8Array, form: Partial<XmlForm> = {}) => {
  try {
    return recordsOf(xml, form);
  } catch (error) {
    return error;
  }
};

describe('XML', () => {
  it('gives each record with what is in it, and nothing of what it stands in', () => {
    const leaf = { line: 2, attributes: {}, children: [] };
    expect(recordsOf('<r x="1">\n<a b="c"> t <d>u</d></a><e/>\n</r>')).toEqual([
      { name: 'a', line: 2, attributes: { b: 'c' }, text: 't', children: [{ ...leaf, name: 'd', text: 'u' }] },
      { ...leaf, name: 'e', text: '' },
    ]);
  });

  it('has the names of its form by namespace, whatever prefixes it chose', () => {
    const namespaces = { 'urn:ours': 'o:' };
    const [ours, other] = recordsOf('<p:r xmlns:p="urn:ours"><p:a/><a xmlns="urn:other"/></p:r>', { namespaces });
    expect([ours?.name, other?.name]).toEqual(['o:a', '{urn:other}a']);
  });

  it('is the same however its bytes come, in pieces or whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.constantFrom('utf8', 'utf16le'), (size, encoding) => {
        const xml = `<r>${'<a>åäö €</a>'.repeat(40)}</r>`;
        expect(recordsOf(Buffer.from(xml, encoding as BufferEncoding), {}, size)).toEqual(
          recordsOf(xml, {}, xml.length),
        );
      }),
    );
  });

  it.each([
    ['XML_DOCTYPE_FORBIDDEN', '<!DOCTYPE r [<!ENTITY a "b">]><r/>'],
    ['XML_BROKEN', '<r>\n<a></r>'],
    ['XML_BROKEN', ''],
    ['XML_BROKEN', '<?xml version="1.0" encoding="EBCDIC"?><r/>'],
    ['XML_BROKEN', Buffer.from('<r>å</r>', 'latin1')],
    ['XML_TOO_LARGE', '<r><a><b><c><d/></c></b></a></r>'],
    ['XML_TOO_LARGE', '<r><a><b/><b/><b/><b/></a></r>'],
    ['XML_TOO_LARGE', `<r><a>${'x'.repeat(11)}</a></r>`],
    ['XML_TOO_LARGE', `<r><long>${'x'.repeat(1001)}</long></r>`],
    ['XML_TOO_LARGE', `<r>${'<a/>'.repeat(2500)}</r>`],
  ])('is refused with %s (%#)', (code, xml) => {
    expect(refusing(xml)).toMatchObject({ code });
  });

  it('says on which line it breaks', () => {
    expect(refusing('<r>\n<a>\n</r>')).toMatchObject({ details: { line: 3 } });
  });

  it('holds no text back without end', () => {
    const reading = new XmlReading({ ...FORM, mostBytes: 2 ** 30 }, { take: () => undefined });
    reading.write(Buffer.from('<r><!--'));
    const fill = Buffer.alloc(2 ** 20, 'x');
    const endless = (): void => {
      for (let written = 0; written < 66; written += 1) reading.write(fill);
    };
    expect(endless).toThrow(expect.objectContaining({ code: 'XML_TOO_LARGE' }));
  });
});
