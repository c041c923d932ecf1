import type { Dataset } from "../dataset.ts";
import type { OpenFile } from "../source.ts";
import { datasetOf } from "./dataset-message.ts";
import { type IsolationOptions, isolated } from "./isolated.ts";
import type { TaskName } from "./task.ts";

/**
 * The dataset that a task reads from some files, where it can do no harm. Its request are the options. Throws a DatasetError
 * as the task does, and when it takes too long.
 */
export function isolatedDataset(
  task: TaskName,
  files: readonly OpenFile[],
  options: IsolationOptions,
): Promise<Dataset> {
  const { isolate, secondsLimit, ...request } = options;
  return datasetOf(isolated(task, files, JSON.stringify(request, sayable), options));
}

/** JSON has no NaN and no infinities; as texts they are refused where they are looked at, by their names. */
function sayable(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
