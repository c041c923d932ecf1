import type { Command } from "./command.ts";
import { convertCommand } from "./convert.ts";
import { doctorCommand } from "./doctor.ts";
import { generateCommand } from "./generate.ts";

/** All commands, in the order in which `--help` lists them. */
export const commands: readonly Command[] = [doctorCommand, convertCommand, generateCommand];
