import { type OpenFile, openSource } from "../source.ts";
import type { Message, TaskCall } from "./message.ts";

/** Reads files and hands over what they hold, part by part. `request` is JSON. */
export type Task = (files: readonly OpenFile[], request: string) => AsyncIterable<Message>;

export type TaskName = keyof typeof tasks;

/** A task is loaded where it runs. */
const tasks = {
  parquetColumns: async (): Promise<Task> => (await import("../parquet/columns-task.ts")).parquetColumns,
  parquetGroups: async (): Promise<Task> => (await import("../parquet/groups-task.ts")).parquetGroups,
  hdf5Dataset: async (): Promise<Task> => (await import("../hdf5/dataset-task.ts")).hdf5Dataset,
  minariDataset: async (): Promise<Task> => (await import("../minari/dataset-task.ts")).minariDataset,
  minariEpisodes: async (): Promise<Task> => (await import("../minari/episodes-task.ts")).minariEpisodes,
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
  if (!isTaskName(task)) throw new TypeError(`unknown task ${task}`);
  const files: OpenFile[] = [];
  try {
    for (const origin of origins) files.push(await openSource(origin));
    yield* runTask(task, files, request);
  } finally {
    for (const file of files) await file.close();
  }
}

function isTaskName(name: string): name is TaskName {
  return Object.hasOwn(tasks, name);
}
