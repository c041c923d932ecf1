import { readFile } from "node:fs/promises";
import type { ReadOptions } from "../dataset/format.ts";
import type { ColumnMapping } from "../dataset/table.ts";
import { UsageError } from "./command.ts";

/** Options of every command that reads a log, as `parseArgs` takes them. */
export const logOptions = {
  columns: { type: "string" },
  "action-count": { type: "string" },
  continuing: { type: "boolean" },
} as const;

export const logOptionsHelp = `\
  --columns FILE     a JSON file that says which columns of a table hold what, such as
                     {"observation": ["x", "y"], "action": "a", "reward": "r", "episode": "session"}
  --action-count N   discrete actions 0 … N − 1, also those that the log never takes
  --continuing       the log is one trajectory that was never reset: no episode ends`;

interface LogOptionValues {
  readonly columns?: string | undefined;
  readonly "action-count"?: string | undefined;
  readonly continuing?: boolean | undefined;
}

/** Throws a UsageError for a number or a mapping that is none. */
export async function readOptions(values: LogOptionValues): Promise<ReadOptions> {
  const { columns, continuing } = values;
  const count = values["action-count"];
  return {
    ...(columns !== undefined && { columns: await readMapping(columns) }),
    ...(count !== undefined && { actionCount: parseCount(count) }),
    ...(continuing !== undefined && { continuing }),
  };
}

async function readMapping(path: string): Promise<ColumnMapping> {
  const refuse = (cause: unknown): never => {
    throw new UsageError(`--columns ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  };
  const text = await readFile(path, "utf8").catch(refuse);
  try {
    return JSON.parse(text);
  } catch (cause) {
    return refuse(cause);
  }
}

function parseCount(text: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new UsageError(`--action-count must be a whole number from 1 on; got ${text}`);
  return Number(text);
}
