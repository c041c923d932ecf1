import type { Command } from "./command.ts";

/** All commands, in the order in which `--help` lists them. */
export const commands: readonly Command[] = [];
