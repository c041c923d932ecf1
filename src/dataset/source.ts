import { DatasetError } from "./dataset-error.ts";

/** Where a file comes from: a path or URL, a file that the user chose in a browser, or its bytes. */
export type FileSource = string | URL | Blob | ArrayBuffer | Uint8Array;

/** Schemes that a text must start with to be a URL where there is a file system; `C:\log.h5` is a path. */
const URL_TEXT = /^(https?|file|blob|data):/;

/**
 * The bytes of a file. A text is a path in Node, unless it starts with a scheme such as https:, and a URL in a browser.
 * Throws a DatasetError that names the source when it cannot be read.
 */
export async function readSource(source: FileSource): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  const files = fileSystem();
  if (files === undefined) return fetchBytes(source);
  if (typeof source === "string" && !URL_TEXT.test(source)) return readPath(files, source);
  const url = new URL(source);
  return url.protocol === "file:" ? readPath(files, url) : fetchBytes(url);
}

type FileSystem = typeof import("node:fs/promises");

/** Asked of the process, because a bundler for browsers stumbles over an import of a Node module. */
function fileSystem(): FileSystem | undefined {
  return globalThis.process?.getBuiltinModule?.("node:fs/promises");
}

async function readPath(files: FileSystem, path: string | URL): Promise<Uint8Array> {
  try {
    return await files.readFile(path);
  } catch (cause) {
    throw new DatasetError(`cannot read ${path}: ${reason(cause)}`, { cause });
  }
}

async function fetchBytes(url: string | URL): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new DatasetError(`cannot fetch ${url}: ${reason(cause)}`, { cause });
  });
  if (!response.ok) {
    throw new DatasetError(`cannot fetch ${url}: status ${response.status} ${response.statusText}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
