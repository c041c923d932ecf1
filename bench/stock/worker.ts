import { parentPort } from "node:worker_threads";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { timeCalls } from "../timer.ts";
import { stockVariants } from "./variants.ts";

// Stock tfjs runs in a thread of its own: its registry of kernels and gradients is one per thread, and ours would
// replace parts of it. The two threads never run at the same time.

await tf.setBackend("wasm");
const variants = stockVariants();

parentPort!.on("message", ({ name, calls }: { name: string; calls: number }) => {
  const variant = variants.get(name)!;
  parentPort!.postMessage(calls === 0 ? Array.from(variant.result()) : timeCalls(variant, calls));
});
parentPort!.postMessage("ready");
