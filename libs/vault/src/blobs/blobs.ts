/** Where sealed documents lie, by the document's id. Every implementation keeps the contract of `blobs.contract.ts`. */
export interface Blobs {
  /**
   * Keeps the bytes durably, whole under the id or not at all, before it answers; what lies there already is replaced by
   * bytes that open to the same. Refuses with DISK_FULL, and with what reading the bytes refuses with.
   */
  put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** The bytes as they were put. Throws DOCUMENT_BYTES_MISSING before the first of them where there are none. */
  read(id: string): AsyncIterable<Uint8Array>;
  has(id: string): Promise<boolean>;
  /** Every id, in order. */
  list(): AsyncIterable<string>;
  /** Removes the bytes durably, also where there are none. */
  remove(id: string): Promise<void>;
}
