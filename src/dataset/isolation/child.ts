import { DatasetError } from "../dataset-error.ts";
import { type Frame, frameBytes, readFrames } from "./frame.ts";
import { takeCall } from "./packed-call.ts";
import { answer } from "./task.ts";

// The process that `startChild` starts: one call comes in through the standard input, its messages go out through a pipe
// of their own, which no library prints to.

const OUTPUT = 3;
const nothing = new Uint8Array();

const network = process.getBuiltinModule("node:net");
const output = new network.Socket({ fd: OUTPUT, readable: false, writable: true });

await send({ kind: "ready", head: "", body: nothing });
for await (const frame of readFrames(process.stdin)) {
  await respond(frame);
  break;
}
process.exit();

async function respond(frame: Frame): Promise<void> {
  try {
    for await (const message of answer(takeCall(frame))) await send({ kind: "message", ...message });
    await send({ kind: "end", head: "", body: nothing });
  } catch (error) {
    await send({ kind: "error", head: reason(error), body: nothing });
  }
}

function reason(error: unknown): string {
  return error instanceof DatasetError ? error.message : `the reader failed: ${error}`;
}

async function send(frame: Frame): Promise<void> {
  for (const bytes of frameBytes(frame)) {
    await new Promise<void>((resolve, reject) => {
      output.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }
}
