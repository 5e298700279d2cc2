/** One element of an XML file with what is in it. */
export interface XmlElement {
  readonly name: string;
  /** Where its start tag ends, from 1. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text right in it, without outer blanks. */
  readonly text: string;
}
