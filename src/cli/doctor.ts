import { styleText } from "node:util";
import { doctorFile } from "../dataset/doctor/doctor-file.ts";
import type { Severity } from "../dataset/doctor/finding.ts";
import { formatDiagnosis } from "../dataset/doctor/format-diagnosis.ts";
import { type Command, parseCommandLine, UsageError } from "./command.ts";
import { logOptions, logOptionsHelp, readOptions } from "./log-options.ts";

const DO_NOT_TRAIN = 1;

export const doctorCommand: Command = {
  name: "doctor",
  parameters: "FILE [--json] [--discount γ] [--columns FILE] [--action-count N] [--continuing]",
  summary: "Says what is wrong with a log, what it means for learning and what to do about it.",
  help: `\
  --json             the diagnosis as JSON
  --discount γ       discount factor of the bounds on values (default 0.99)
${logOptionsHelp}

FILE is HDF5 (D4RL, d3rlpy, Minari), Parquet, CSV, JSON Lines, .npz or .npy, or the folder of a Minari dataset.
Exits with 0 if nothing speaks against learning from the log, with 1 if there is an error.`,
  run: diagnose,
};

async function diagnose(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean" }, discount: { type: "string" }, ...logOptions },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError("doctor takes one file");
  const diagnosis = await doctorFile(file, {
    ...(await readOptions(values)),
    doctor: values.discount === undefined ? {} : { discount: parseDiscount(values.discount) },
  });
  console.log(values.json ? JSON.stringify(diagnosis, null, 2) : formatDiagnosis(diagnosis, emphasis()));
  return diagnosis.findings.some(({ severity }) => severity === "error") ? DO_NOT_TRAIN : 0;
}

function parseDiscount(text: string): number {
  const discount = Number(text);
  if (text.trim() !== "" && discount >= 0 && discount <= 1) return discount;
  throw new UsageError(`--discount must be a number from 0 to 1; got ${text}`);
}

const colors = { error: "red", warning: "yellow", note: "cyan" } as const;

/** Colors where they are read by eye; not where NO_COLOR is set (no-color.org). */
function emphasis(): ((text: string, severity: Severity) => string) | undefined {
  if (!process.stdout.isTTY || process.env.NO_COLOR) return undefined;
  return (text, severity) => styleText(["bold", colors[severity]], text);
}
