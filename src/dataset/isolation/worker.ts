import { DatasetError } from "../dataset-error.ts";
import type { Message, TaskCall } from "./message.ts";
import { answer } from "./task.ts";

// The worker that `startWorker` starts: the first message is a call, each further one asks for the next answer.

/** What a worker answers. */
export type WorkerAnswer =
  | { readonly kind: "ready" | "end" }
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "error"; readonly message: string };

let messages: AsyncGenerator<Message> | undefined;

addEventListener("message", async ({ data }: MessageEvent<TaskCall | undefined>) => {
  if (data) messages = answer(data);
  else reply(await nextAnswer());
});
reply({ kind: "ready" });

async function nextAnswer(): Promise<WorkerAnswer> {
  try {
    const next = await messages?.next();
    return next === undefined || next.done ? { kind: "end" } : { kind: "message", message: next.value };
  } catch (error) {
    const message = error instanceof DatasetError ? error.message : `the reader failed: ${error}`;
    return { kind: "error", message };
  }
}

/** Bytes are moved, not copied. */
function reply(answer: WorkerAnswer): void {
  const bytes = answer.kind === "message" ? answer.message.body.buffer : undefined;
  postMessage(answer, { transfer: bytes instanceof ArrayBuffer ? [bytes] : [] });
}
