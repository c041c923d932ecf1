import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";

/** Stock tfjs-backend-wasm in its own thread. */
export interface StockTfjs {
  /** Microseconds of one of `calls` calls of a case. */
  time(name: string, calls: number): Promise<number>;
  /** What the case computes. */
  result(name: string): Promise<number[]>;
  close(): Promise<unknown>;
}

export async function startStockTfjs(): Promise<StockTfjs> {
  const worker = new Worker(new URL("./start-worker.js", import.meta.url));
  await once(worker, "message");
  const ask = async (name: string, calls: number) => {
    worker.postMessage({ name, calls });
    const [answer] = await once(worker, "message");
    // its garbage collector works on for a while, and would slow whoever is next
    await setTimeout(50);
    return answer;
  };
  return { time: ask, result: (name) => ask(name, 0), close: () => worker.terminate() };
}
