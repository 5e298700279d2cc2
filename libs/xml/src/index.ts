export type { XmlElement } from './element.js';
export { type XmlForm, type XmlListener, XmlReading } from './reading.js';
