import { DatasetError } from "../dataset-error.ts";

/** The optional package h5wasm and its WebAssembly module, ready to be called. */
export interface Hdf5Library {
  readonly h5wasm: typeof import("h5wasm");
  readonly module: Awaited<typeof import("h5wasm").ready>;
}

/** A file in the memory of the library, and `attempt` for everything that is done with it. */
export interface Hdf5Session {
  readonly library: Hdf5Library;
  readonly path: string;
  readonly attempt: <T>(what: string, call: () => T) => T;
}

const STANDARD_ERROR = 2;
const SEEK_CURRENT = 1;
let sessions = 0;

/** Loads h5wasm, which nothing else imports. Throws a DatasetError that says how to install it. */
export async function loadHdf5Library(): Promise<Hdf5Library> {
  try {
    const h5wasm = await import("h5wasm");
    return { h5wasm, module: await h5wasm.ready };
  } catch (cause) {
    throw new DatasetError(
      `HDF5 files need the package h5wasm, which cannot be loaded (${cause}); install it with: npm install h5wasm`,
      { cause },
    );
  }
}

/**
 * Runs `use` with a path of its own in the library's file system, and removes what `use` left there. `attempt` turns
 * every error that HDF5 reports into a DatasetError.
 *
 * HDF5 reports errors by printing them to stderr, which is collected here meanwhile. h5wasm's throwing error handler
 * is not used: its exceptions pass through C code that then never frees its stack, its buffers and the file, and after
 * about 1,800 refused files the module is dead (measured, h5wasm 0.10.3).
 */
export function withHdf5Session<T>(library: Hdf5Library, use: (session: Hdf5Session) => T): T {
  const { FS } = library.module;
  const path = `/offline-rl-${++sessions}`;
  const log = `${path}.log`;
  const streams = openStreams(FS);
  const shown = streams[STANDARD_ERROR];
  const collected = FS.open(log, "w+");
  streams[STANDARD_ERROR] = collected;
  const attempt = <R>(what: string, call: () => R): R => {
    const outcome = settle(call);
    const printed: number = FS.llseek(collected, 0, SEEK_CURRENT);
    if (printed === 0 && "result" in outcome) return outcome.result;
    const report = FS.readFile(log, { encoding: "utf8" });
    throw refusal(what, report, "cause" in outcome ? outcome.cause : undefined);
  };
  try {
    return use({ library, path, attempt });
  } finally {
    streams[STANDARD_ERROR] = shown;
    FS.close(collected);
    for (const file of [log, path]) if (FS.analyzePath(file).exists) FS.unlink(file);
  }
}

/** The table of open files, by descriptor, which h5wasm's types leave out. */
function openStreams(fileSystem: object): unknown[] {
  if ("streams" in fileSystem && Array.isArray(fileSystem.streams)) return fileSystem.streams;
  throw new DatasetError("this version of h5wasm has an unknown file system; install h5wasm 0.10.3");
}

type Outcome<T> = { readonly result: T } | { readonly cause: unknown };

function settle<T>(call: () => T): Outcome<T> {
  try {
    return { result: call() };
  } catch (cause) {
    return { cause };
  }
}

/** What HDF5 printed says more than what h5wasm throws. */
function refusal(what: string, report: string, cause: unknown): DatasetError {
  if (cause instanceof DatasetError) return cause;
  return new DatasetError(`${what}: ${innermostCause(report || String(cause))}`, { cause });
}

/** The last entry of an HDF5 error stack, which lists causes from the outside in. */
function innermostCause(report: string): string {
  const causes = [...report.matchAll(/ in \w+\(\): (.+)/g)];
  return causes.at(-1)?.[1] ?? report.trim();
}
