/** One record of the file, or an element in it: what it holds, and where it begins. */
export interface XmlRecord {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlRecord[];
  readonly text: string;
}

/** The elements of that name in it. */
export const childrenOf = (record: XmlRecord | undefined, name: string): readonly XmlRecord[] =>
  record?.children.filter((child) => child.name === name) ?? [];

/** What an element in it says, without outer blanks; empty where it is not there. */
export const textIn = (record: XmlRecord, name: string): string => childrenOf(record, name)[0]?.text.trim() ?? '';
