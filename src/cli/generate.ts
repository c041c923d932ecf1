import { summarizeDataset } from "../dataset/statistics.ts";
import { type Command, parseCommandLine, UsageError } from "./command.ts";
import type { Recipe } from "./generate/recipe.ts";
import { statusLine } from "./generate/status-line.ts";
import { layoutFor, layoutsHelp } from "./layouts.ts";
import { checkTarget, writeDataset } from "./write-dataset.ts";

export const generateCommand: Command = {
  name: "generate",
  parameters: "NAME --steps N --out FILE [--seed S] [--layout NAME], or --list",
  summary: "Makes a benchmark log to learn from.",
  help: `\
  --steps N          rows, at least: the last episodes are completed
  --out FILE         where to write it
  --seed S           the same seed makes the same log (default 0)
  --layout NAME      how FILE is laid out, where the ending of its name does not say it
  --list             prints the names of all logs

Layouts, and what the names of their files end with:
${layoutsHelp()}`,
  run: generate,
};

async function generate(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      steps: { type: "string" },
      seed: { type: "string", default: "0" },
      out: { type: "string" },
      layout: { type: "string" },
      list: { type: "boolean" },
    },
  });
  // the learners bring tfjs along, which the other commands need not wait for
  const { recipes } = await import("./generate/recipes.ts");
  if (values.list) {
    if (args.length > 1) throw new UsageError("--list stands alone");
    return list(recipes);
  }
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new UsageError("generate takes the name of one log");
  const recipe = recipeNamed(recipes, name);
  const steps = stepsOf(recipe, values.steps);
  const seed = wholeNumber("--seed", values.seed, 0);
  if (values.out === undefined) throw new UsageError("--out is missing");
  const layout = layoutFor(values.out, values.layout);
  await checkTarget(layout, values.out);
  const status = statusLine(process.stderr);
  const dataset = await recipe.record({ steps, seed, report: status.show });
  status.clear();
  await writeDataset(dataset, layout, values.out);
  const { rows, episodes, returnMean, returnSd } = summarizeDataset(dataset, { discount: 1 });
  const returns = `return ${returnMean.toFixed(2)} ± ${returnSd.toFixed(2)}`;
  console.log(`${values.out}: ${rows} rows, ${episodes} episodes, ${returns} (${layout.name})`);
  return 0;
}

function list(recipes: readonly Recipe[]): number {
  const width = Math.max(...recipes.map(({ name }) => name.length));
  for (const { name, summary } of recipes) console.log(`${name.padEnd(width)}  ${summary}`);
  return 0;
}

function recipeNamed(recipes: readonly Recipe[], name: string): Recipe {
  const found = recipes.find((recipe) => recipe.name === name);
  if (found) return found;
  throw new UsageError(`there is no log ${name}; offline-rl generate --list names all of them`);
}

function stepsOf({ name, isSized }: Recipe, text: string | undefined): number {
  if (isSized && text === undefined) throw new UsageError("--steps is missing");
  if (!isSized && text !== undefined) {
    throw new UsageError(`${name} is as long as learning took; --steps has no effect`);
  }
  return text === undefined ? 0 : wholeNumber("--steps", text, 1);
}

/** Also as 1e6. */
function wholeNumber(option: string, text: string, least: number): number {
  const value = /^\d+(e\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${option} must be a whole number from ${least} on; got ${text}`);
}
