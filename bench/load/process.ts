import { once } from "node:events";
import { loadDataset } from "../../src/index.ts";
import { decodedBytes } from "./log.ts";

// One load in a process of its own, so that its memory can be watched: says when it starts, and what it took.

const [path = ""] = process.argv.slice(2);
process.send?.("ready");
await once(process, "message");
const start = performance.now();
const dataset = await loadDataset(path, { onWarning: () => {}, maximumBytes: 2 ** 32 });
process.send?.({ milliseconds: performance.now() - start, decodedBytes: decodedBytes(dataset) });
process.disconnect();
