import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Variants of the cases in a process of their own. */
export interface Worker {
  /** The cases that it has. */
  readonly names: ReadonlySet<string>;
  /** Microseconds of one of `calls` calls of a case. */
  time(name: string, calls: number): Promise<number>;
  /** What the case computes. */
  result(name: string): Promise<number[]>;
  close(): void;
}

/** @param path of a module that calls `serve`, relative to this file */
export async function startWorker(path: string, nodeOptions: readonly string[] = []): Promise<Worker> {
  const worker = fork(fileURLToPath(new URL(path, import.meta.url)), {
    execArgv: ["--import", "tsx", ...nodeOptions],
  });
  const [names] = await once(worker, "message");
  const ask = async (name: string, calls: number) => {
    worker.send({ name, calls });
    const [answer] = await once(worker, "message");
    // its garbage collector works on for a while, and would slow whoever is next
    await setTimeout(50);
    return answer;
  };
  return {
    names: new Set(names),
    time: ask,
    result: (name) => ask(name, 0),
    close: () => void worker.kill(),
  };
}
