import { connect, createServer, type Socket } from 'node:net';

/** When the connections break: as request n comes in, before the node has it, or as the node answers it. */
export interface Break {
  /** Counted from 1, over all connections, from when the break is set. */
  readonly request: number;
  readonly when: 'before' | 'after';
  /** What starts the node anew, and says on which port; nobody comes in meanwhile. The node goes on where it is left out. */
  readonly restart?: () => Promise<number>;
}

/** A way to a node that can break: it forwards bytes, and counts the requests in them. */
export interface Relay {
  readonly port: number;
  /** Requests that came since the last break was set. */
  readonly requests: number;
  /** Whether the break that was set has come. */
  readonly isBroken: boolean;
  /** Breaks all connections, once, when a request comes or is answered. */
  breakAt(at: Break): void;
  /** Breaks all connections now, and lets nobody in until `open`. */
  kill(): void;
  open(): void;
  /** Forwards nothing, and keeps the connections. */
  freeze(): void;
  thaw(): void;
  /** Forwards to another node from now on; connections that are there break. */
  leadTo(port: number, host?: string): void;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const HEADERS = 1;
const FRAME_HEADER = 9;
const PREFACE = 24; // `PRI * HTTP/2.0 …`, before a client's first frame

/** Finds the HTTP/2 streams that begin in bytes that pass, however they are cut into chunks. */
class Frames {
  private skip: number;
  private header = Buffer.alloc(0);

  constructor(isFromClient: boolean) {
    this.skip = isFromClient ? PREFACE : 0;
  }

  /** The streams of the HEADERS frames that begin in these bytes. */
  headersIn(chunk: Buffer): number[] {
    const found: number[] = [];
    for (let at = 0; at < chunk.length;) {
      const skipped = Math.min(this.skip, chunk.length - at);
      this.skip -= skipped;
      at += skipped;
      const part = chunk.subarray(at, at + FRAME_HEADER - this.header.length);
      this.header = Buffer.concat([this.header, part]);
      at += part.length;
      if (this.header.length < FRAME_HEADER) continue;
      if (this.header[3] === HEADERS) found.push(this.header.readUInt32BE(5) & 0x7fffffff);
      this.skip = this.header.readUIntBE(0, 3);
      this.header = Buffer.alloc(0);
    }
    return found;
  }
}

interface Pair {
  readonly client: Socket;
  readonly node: Socket;
}

class BreakingRelay implements Relay {
  port = 0;
  requests = 0;
  isBroken = false;
  private readonly pairs = new Set<Pair>();
  private at: Break | undefined;
  private isFrozen = false;
  private isOpen = true;
  private readonly server = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    this.pair(client);
  });

  constructor(
    private target: number,
    private host: string,
  ) {}

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, HOST, resolve));
    const address = this.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
    return this;
  }

  breakAt(at: Break): void {
    this.at = at;
    this.requests = 0;
    this.isBroken = false;
  }

  kill(): void {
    this.isOpen = false;
    this.reset();
  }

  open(): void {
    this.isOpen = true;
  }

  freeze(): void {
    this.isFrozen = true;
    for (const { client, node } of this.pairs) for (const socket of [client, node]) socket.pause();
  }

  thaw(): void {
    this.isFrozen = false;
    for (const { client, node } of this.pairs) for (const socket of [client, node]) socket.resume();
  }

  leadTo(port: number, host = HOST): void {
    this.target = port;
    this.host = host;
    this.reset();
  }

  async close(): Promise<void> {
    this.kill();
    await new Promise<void>((resolve) =>
      this.server.close(() => {
        resolve();
      }),
    );
  }

  /** As a process that is killed: its side of each connection is gone in the middle of whatever it said. */
  private reset(): void {
    for (const { client, node } of this.pairs) {
      client.resetAndDestroy();
      node.destroy();
    }
    this.pairs.clear();
  }

  private pair(client: Socket): void {
    if (!this.isOpen) {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const node = connect({ port: this.target, host: this.host, noDelay: true });
    const pair = { client, node };
    this.pairs.add(pair);
    const gone = (): void => {
      this.pairs.delete(pair);
      client.destroy();
      node.destroy();
    };
    for (const socket of [client, node]) socket.on('error', gone).on('close', gone);
    this.forward(pair);
    if (!this.isFrozen) client.resume();
  }

  private forward({ client, node }: Pair): void {
    const asked = new Frames(true);
    const answered = new Frames(false);
    let awaited: number | undefined;
    client.on('data', (chunk: Buffer) => {
      for (const stream of asked.headersIn(chunk)) {
        this.requests += 1;
        if (this.requests !== this.at?.request) continue;
        if (this.at.when === 'before') {
          this.break();
          return;
        }
        awaited = stream;
      }
      pass(chunk, client, node);
    });
    node.on('data', (chunk: Buffer) => {
      if (answered.headersIn(chunk).some((stream) => stream === awaited)) this.break();
      else pass(chunk, node, client);
    });
  }

  private break(): void {
    const restart = this.at?.restart;
    this.at = undefined;
    this.isBroken = true;
    if (restart === undefined) {
      this.reset();
      return;
    }
    this.kill();
    void restart().then((port) => {
      this.target = port;
      this.open();
    });
  }
}

function pass(chunk: Buffer, from: Socket, to: Socket): void {
  if (to.destroyed || to.write(chunk)) return;
  from.pause();
  to.once('drain', () => from.resume());
}

/** A relay on a free port of 127.0.0.1. */
export const startRelay = (port: number, host = HOST): Promise<Relay> => new BreakingRelay(port, host).listen();
