import { type ParseArgsConfig, parseArgs } from "node:util";

/** One command of `offline-rl`. */
export interface Command {
  readonly name: string;
  /** What follows the name on the command line: `FILE [--json]`. */
  readonly parameters: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Its options, one a line, and what else `--help` should say. */
  readonly help: string;
  /**
   * Does it, and says with which code the process exits. Throws a UsageError for arguments that it does not take; every
   * other error is shown by its message and exits with 1.
   */
  run(args: readonly string[]): Promise<number>;
}

/** The command line is wrong: shown with the usage of the command, exit code 2. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** `parseArgs` of Node, strict. Throws a UsageError for what it does not take. */
export function parseCommandLine<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
