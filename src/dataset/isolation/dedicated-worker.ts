import { DatasetError } from "../dataset-error.ts";
import { cannotStart, type Host } from "./host.ts";
import type { TaskCall } from "./message.ts";
import type { WorkerAnswer } from "./worker.ts";

/** Starts a worker that answers `call`. */
export function startWorker(call: TaskCall): Host {
  // bundlers look for exactly this expression
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const nextAnswer = (): Promise<WorkerAnswer> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => resolve(data);
      worker.onerror = ({ message }) =>
        reject(new DatasetError(`the worker that read the file failed: ${message}`));
    });
  return {
    started: nextAnswer().then(
      () => worker.postMessage(call),
      (cause) => {
        throw cannotStart(String(cause), cause);
      },
    ),
    async next() {
      const answer = nextAnswer();
      worker.postMessage(undefined);
      return messageOf(await answer);
    },
    stop: () => worker.terminate(),
  };
}

function messageOf(answer: WorkerAnswer) {
  if (answer.kind === "error") throw new DatasetError(answer.message);
  return answer.kind === "message" ? answer.message : undefined;
}
