import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";
import { childProcesses, startChild } from "./child-process.ts";
import { startWorker } from "./dedicated-worker.ts";
import { cannotStart, type Host } from "./host.ts";
import type { Message, TaskCall } from "./message.ts";
import { runTask, type TaskName } from "./task.ts";

/** Where files are read whose readers may hang or run out of memory when they are damaged. */
export interface IsolationOptions {
  /** In a process (Node) or worker (browser) of its own, which is ended when it takes too long. Default: true. */
  readonly isolate?: boolean;
  /** Seconds until an isolated reader has to have decoded the next column. Default: 10 and one for each 10 MB. */
  readonly secondsLimit?: number;
}

/** A process may have to load much before it can begin, on a machine that does other things as well. */
const STARTING_SECONDS = 60;

const READING_SECONDS = 10;
const SLOWEST_BYTES_PER_SECOND = 1e7;

/**
 * Runs a task where it can do no harm, and hands over its messages as they come. Throws a DatasetError for what the task
 * threw, when it ended or exceeded its time, and where nothing can be started.
 */
export async function* isolated(
  task: TaskName,
  files: readonly OpenFile[],
  request: string,
  options: IsolationOptions,
): AsyncGenerator<Message> {
  const seconds = options.secondsLimit ?? defaultSeconds(files);
  checkOptions(options, seconds);
  if (options.isolate === false) {
    yield* runTask(task, files, request);
    return;
  }
  const host = startHost({ task, request, origins: files.map(({ origin }) => origin) });
  try {
    await within(STARTING_SECONDS, "start", host.started);
    for (;;) {
      const message = await within(seconds, "answer", host.next());
      if (message === undefined) return;
      yield message;
    }
  } finally {
    host.stop();
  }
}

function defaultSeconds(files: readonly OpenFile[]): number {
  return READING_SECONDS + files.reduce((sum, { size }) => sum + size, 0) / SLOWEST_BYTES_PER_SECOND;
}

function checkOptions({ isolate, secondsLimit }: IsolationOptions, seconds: number): void {
  if (isolate !== undefined && typeof isolate !== "boolean") {
    throw new DatasetError(`isolate must be true or false; got ${isolate}`);
  }
  if (!(seconds > 0)) throw new DatasetError(`secondsLimit must be positive; got ${secondsLimit}`);
  if (isolate === false && secondsLimit !== undefined) {
    throw new DatasetError(
      "secondsLimit has no effect beside { isolate: false }: nothing can be interrupted there",
    );
  }
}

function startHost(call: TaskCall): Host {
  const processes = childProcesses();
  if (processes) return startChild(processes, call);
  if (typeof Worker === "undefined") throw cannotStart("there are no workers here");
  return startWorker(call);
}

async function within<T>(seconds: number, what: string, result: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const message =
      `the reader did not ${what} within ${seconds.toPrecision(3)} s: the file may be damaged in a way that makes it hang; ` +
      "pass { secondsLimit } if it only takes longer";
    timer = setTimeout(() => reject(new DatasetError(message)), seconds * 1000);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
