import { type OpenFile, openSource } from "../source.ts";
import type { Message, TaskCall } from "./message.ts";

/** Reads files and hands over what they hold, part by part. `request` is JSON. */
export type Task = (files: readonly OpenFile[], request: string) => AsyncIterable<Message>;

export type TaskName = "parquetColumns" | "minariEpisodes";

/** A task is loaded where it runs. */
const tasks: Readonly<Record<TaskName, () => Promise<Task>>> = {
  parquetColumns: async () => (await import("../parquet/columns-task.ts")).parquetColumns,
  minariEpisodes: async () => (await import("../minari/episodes-task.ts")).minariEpisodes,
};

/** Runs a task in this process, on this thread. */
export async function* runTask(
  name: TaskName,
  files: readonly OpenFile[],
  request: string,
): AsyncGenerator<Message> {
  const task = await tasks[name]();
  yield* task(files, request);
}

/** Runs a call that has crossed to here, and closes its files. */
export async function* answer({ task, request, origins }: TaskCall): AsyncGenerator<Message> {
  const name = taskName(task);
  const files: OpenFile[] = [];
  try {
    for (const origin of origins) files.push(await openSource(origin));
    yield* runTask(name, files, request);
  } finally {
    for (const file of files) await file.close();
  }
}

function taskName(name: string): TaskName {
  if (name === "parquetColumns" || name === "minariEpisodes") return name;
  throw new TypeError(`unknown task ${name}`);
}
