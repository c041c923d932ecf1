import { readFileSync } from "node:fs";

/** Bytes of memory that a process and those that it started hold now. Linux only: elsewhere 0. */
export function treeBytes(pid: number): number {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
  const [, kilobytes = "0"] = read(`/proc/${pid}/status`).match(/^VmRSS:\s+(\d+) kB/m) ?? [];
  return children.reduce((sum, child) => sum + treeBytes(child), 1024 * Number(kilobytes));
}

/** The empty text for a process that has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
