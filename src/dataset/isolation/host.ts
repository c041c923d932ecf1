import { DatasetError } from "../dataset-error.ts";
import type { Message } from "./message.ts";

/** Another process or thread that runs one task. */
export interface Host {
  /** Resolves when it has started. */
  readonly started: Promise<void>;
  /** The next message, or undefined behind the last. Rejects with a DatasetError for what the task threw. */
  next(): Promise<Message | undefined>;
  /** Ends it at once, whatever it does. */
  stop(): void;
}

/** The error where there is no host, with what a user can do. */
export function cannotStart(reason: string, cause?: unknown): DatasetError {
  return new DatasetError(
    `files of this format are read in a process or worker of their own, which cannot be started (${reason}); pass ` +
      "{ isolate: false } to read files that you trust in this one",
    { cause },
  );
}
