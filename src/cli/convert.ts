import { loadDataset } from "../dataset/load.ts";
import { type Command, parseCommandLine, UsageError } from "./command.ts";
import { layoutFor, layoutsHelp } from "./layouts.ts";
import { logOptions, logOptionsHelp, readOptions } from "./log-options.ts";
import { checkTarget, writeDataset } from "./write-dataset.ts";

export const convertCommand: Command = {
  name: "convert",
  parameters: "IN OUT [--layout NAME] [--columns FILE] [--action-count N] [--continuing]",
  summary: "Reads a log, checks it and writes it in another format.",
  help: `\
  --layout NAME      how OUT is laid out, where the ending of its name does not say it
${logOptionsHelp}

Layouts, and what the names of their files end with:
${layoutsHelp()}`,
  run: convert,
};

async function convert(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: { layout: { type: "string" }, ...logOptions },
  });
  const [source, target, ...others] = positionals;
  if (source === undefined || target === undefined || others.length > 0) {
    throw new UsageError("convert takes two files: the log, and where to write it");
  }
  const layout = layoutFor(target, values.layout);
  await checkTarget(layout, target);
  const dataset = await loadDataset(source, await readOptions(values));
  await writeDataset(dataset, layout, target);
  console.log(`${target}: ${dataset.rows} rows, ${dataset.episodes.length} episodes (${layout.name})`);
  return 0;
}
