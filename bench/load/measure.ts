import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { treeBytes } from "./memory.ts";

/** One load. */
export interface Load {
  readonly milliseconds: number;
  readonly decodedBytes: number;
  /** Largest growth of memory while loading, of the process and of those that it started. */
  readonly peakBytes: number;
}

const WATCH_MILLISECONDS = 5;
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Loads a file in a fresh process. */
export async function loadOurs(path: string): Promise<Load> {
  const child = fork(script("process.js"), [path], { execArgv: [] });
  await once(child, "message");
  const before = treeBytes(child.pid!);
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, treeBytes(child.pid!));
  }, WATCH_MILLISECONDS);
  child.send("go");
  const [outcome] = await once(child, "message");
  clearInterval(watch);
  await once(child, "exit");
  return { ...outcome, peakBytes: peak - before };
}

/** Milliseconds of the same in Python; undefined where Python or the library is not installed. */
export async function loadInPython(library: string, path: string): Promise<number | undefined> {
  try {
    const python = process.env.BENCH_PYTHON ?? "python3";
    const { stdout } = await promisify(execFile)(python, [script("load.py"), library, path]);
    return Number(stdout);
  } catch {
    return undefined;
  }
}
