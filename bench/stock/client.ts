import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Stock tfjs-backend-wasm in its own process. */
export interface StockTfjs {
  /** Microseconds of one of `calls` calls of a case. */
  time(name: string, calls: number): Promise<number>;
  /** What the case computes. */
  result(name: string): Promise<number[]>;
  close(): void;
}

export async function startStockTfjs(): Promise<StockTfjs> {
  const worker = fork(fileURLToPath(new URL("./worker.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  await once(worker, "message");
  const ask = async (name: string, calls: number) => {
    worker.send({ name, calls });
    const [answer] = await once(worker, "message");
    // its garbage collector works on for a while, and would slow whoever is next
    await setTimeout(50);
    return answer;
  };
  return { time: ask, result: (name) => ask(name, 0), close: () => void worker.kill() };
}
