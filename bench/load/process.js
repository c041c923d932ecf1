import { once } from "node:events";
import { loadDataset } from "../../dist/index.js";

// One load by the built package in a process of its own, as a user has it, so that its memory can be watched: says when it
// starts, and what it took.

const [path] = process.argv.slice(2);
process.send("ready");
await once(process, "message");
const start = performance.now();
const { observations, actions, rewards, terminated, truncated } = await loadDataset(path, {
  onWarning: () => {},
  maximumBytes: 2 ** 32,
});
const milliseconds = performance.now() - start;
const columns = [observations, actions, rewards, terminated, truncated];
process.send({ milliseconds, decodedBytes: columns.reduce((sum, { byteLength }) => sum + byteLength, 0) });
process.disconnect();
