import { DatasetError } from "./dataset-error.ts";
import { type FileSystem, fileSystem } from "./file-system.ts";

/** Where a file comes from: a path or URL, a file that the user chose in a browser, or its bytes. */
export type FileSource = string | URL | Blob | ArrayBuffer | Uint8Array;

/** A file that is read in parts. */
export interface OpenFile {
  /** The last part of its path or URL, where it has one. */
  readonly name: string | undefined;
  /** In bytes. */
  readonly size: number;
  /** What another process or thread opens the same file by: its path, a Blob, or its bytes. */
  readonly origin: string | Blob | Uint8Array;
  /** The bytes start … end − 1. They may share memory with the source and must not be changed. */
  slice(start: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Schemes that a text must start with to be a URL where there is a file system; `C:\log.h5` is a path. */
const URL_TEXT = /^(https?|file|blob|data):/;

/** Whether something can be opened as a file. */
export function isFileSource(source: unknown): source is FileSource {
  return (
    typeof source === "string" ||
    source instanceof URL ||
    source instanceof Blob ||
    source instanceof ArrayBuffer ||
    source instanceof Uint8Array
  );
}

/**
 * Opens a file. A text is a path in Node, unless it starts with a scheme such as https:, and a URL in a browser. What lies
 * behind a URL is fetched as a whole. Throws a DatasetError that names the source when it cannot be read.
 */
export async function openSource(source: FileSource): Promise<OpenFile> {
  if (source instanceof Uint8Array) return openBytes(source, undefined);
  if (source instanceof ArrayBuffer) return openBytes(new Uint8Array(source), undefined);
  if (source instanceof Blob) return openBlob(source);
  const files = fileSystem();
  if (files === undefined) return openUrl(source);
  if (typeof source === "string" && !URL_TEXT.test(source)) return openPath(files, source);
  const url = new URL(source);
  return url.protocol === "file:" ? openPath(files, url) : openUrl(url);
}

/** The whole file. */
export function readAll(file: OpenFile): Promise<Uint8Array> {
  return file.slice(0, file.size);
}

function openBytes(bytes: Uint8Array, name: string | undefined): OpenFile {
  return {
    name,
    size: bytes.length,
    origin: bytes,
    slice: async (start, end) => bytes.subarray(start, end),
    close: async () => {},
  };
}

function openBlob(blob: Blob): OpenFile {
  return {
    name: blob instanceof File ? blob.name : undefined,
    size: blob.size,
    origin: blob,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
    close: async () => {},
  };
}

async function openUrl(url: string | URL): Promise<OpenFile> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new DatasetError(`cannot fetch ${url}: ${reason(cause)}`, { cause });
  });
  if (!response.ok) {
    throw new DatasetError(`cannot fetch ${url}: status ${response.status} ${response.statusText}`);
  }
  return openBytes(new Uint8Array(await response.arrayBuffer()), lastPart(String(url).replace(/[?#].*/, "")));
}

async function openPath(files: FileSystem, path: string | URL): Promise<OpenFile> {
  const refuse = (cause: unknown): never => {
    throw new DatasetError(`cannot read ${path}: ${reason(cause)}`, { cause });
  };
  const handle = await files.open(path).catch(refuse);
  const stat = await handle.stat().catch(refuse);
  if (!stat.isFile()) {
    await handle.close();
    throw new DatasetError(
      `cannot read ${path}: it is ${stat.isDirectory() ? "a folder" : "no regular file"}`,
    );
  }
  return {
    name: lastPart(String(path)),
    size: stat.size,
    origin: String(path),
    async slice(start, end) {
      const bytes = new Uint8Array(end - start);
      let read = 0;
      while (read < bytes.length) {
        const { bytesRead } = await handle.read(bytes, read, bytes.length - read, start + read).catch(refuse);
        if (bytesRead === 0) throw new DatasetError(`cannot read ${path}: it ends at byte ${start + read}`);
        read += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}

function lastPart(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
