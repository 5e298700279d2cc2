import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import {
  BadRequestException,
  createParamDecorator,
  type ExecutionContext,
  HttpException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request } from 'express';

import { type Actor, DomainError } from '#kernel';

import { callerOf } from '../http/asked.js';

/** A file on its way in: who sends it, what it is called, and the request that carries it. */
export interface Upload {
  readonly by: Actor;
  readonly fileName: string;
  readonly request: Request;
}

/** The upload that a request is, named by `X-File-Name` in percent-encoding, else as it is said here. */
export const Uploaded = createParamDecorator((unnamed: string | undefined, context: ExecutionContext): Upload => {
  const request = context.switchToHttp().getRequest<Request>();
  const fileName = decoded(request.get('x-file-name') ?? unnamed ?? 'upload.se').slice(0, 255);
  return { by: callerOf(request), fileName, request };
});

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Bytes of one file; 2 GB and above are refused by what the request says of itself. */
const MOST_BYTES = 2 * 10 ** 9 - 1;

/**
 * Works on the body of a request as a file, which is streamed to a folder that only this process's user may read and is
 * gone afterwards. Refuses with 415, UPLOAD_TOO_LARGE and DISK_FULL.
 */
export async function withUpload<Result>(
  { request }: Upload,
  work: (file: string) => Promise<Result>,
  most = MOST_BYTES,
): Promise<Result> {
  if (request.is('application/octet-stream') === false) throw new UnsupportedMediaTypeException();
  if (Number(request.get('content-length') ?? 0) > most) throw tooLarge(most);
  const dir = await mkdtemp(join(tmpdir(), 'bidragsbok-'));
  try {
    const file = join(dir, 'upload');
    // The request outlives a refusal: whoever is still sending is to hear why.
    await pipeline(
      request.iterator({ destroyOnReturn: false }),
      limited(most),
      createWriteStream(file, { mode: 0o600 }),
    );
    return await work(file);
  } catch (error) {
    request.resume();
    throw told(error, request);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const limited = (most: number) =>
  async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > most) throw tooLarge(most);
      yield chunk;
    }
  };

const tooLarge = (most: number): DomainError =>
  new DomainError('UPLOAD_TOO_LARGE', { limit: `${Math.round(most / 1e6)} MB` });

/** Whoever hung up half-way gets no answer, and it is no fault of ours. */
function told(error: unknown, { complete }: Request): unknown {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return new DomainError('DISK_FULL');
  const isRefusal = error instanceof DomainError || error instanceof HttpException;
  return complete || isRefusal ? error : new BadRequestException();
}
