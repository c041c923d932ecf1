import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { recipes } from "../../../src/cli/generate/recipes.ts";
import { generateCommand } from "../../../src/cli/generate.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { datasetManifest } from "../../../src/dataset/manifest.ts";

const folder = await mkdtemp(join(tmpdir(), "generate-"));
const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);

afterAll(async () => {
  printed.mockRestore();
  await rm(folder, { recursive: true });
});

test("what is written is what the recipe makes", async () => {
  const file = join(folder, "log.hdf5");
  const code = await generateCommand.run([
    "mountaincar-mixed",
    "--steps",
    "1e3",
    "--seed",
    "7",
    "--out",
    file,
  ]);
  expect(code).toBe(0);
  expect(printed.mock.lastCall![0]).toMatch(/log\.hdf5: 1\d\d\d rows, \d+ episodes, return -\d+\.\d\d ± /);
  const recipe = recipes.find(({ name }) => name === "mountaincar-mixed")!;
  const made = await recipe.record({ steps: 1000, seed: 7, report: () => undefined });
  const read = await loadDataset(file, { actionCount: 3 });
  expect(await datasetManifest(read)).toEqual(await datasetManifest(made));
});

test("--list prints every name with what it is", async () => {
  printed.mockClear();
  expect(await generateCommand.run(["--list"])).toBe(0);
  expect(printed.mock.calls.map(([line]) => String(line).split(" ")[0])).toEqual(
    recipes.map(({ name }) => name),
  );
});

const out = ["--out", join(folder, "never.hdf5")];

test.for<[string[], string]>([
  [[], "generate takes the name of one log"],
  [["cartpole-random", "acrobot-random"], "generate takes the name of one log"],
  [["cartpole", ...out], "there is no log cartpole; offline-rl generate --list names all of them"],
  [["cartpole-random", ...out], "--steps is missing"],
  [["cartpole-random", "--steps", "10"], "--out is missing"],
  [["cartpole-random", "--steps", "0", ...out], "--steps must be a whole number from 1 on; got 0"],
  [["cartpole-random", "--steps", "1.5", ...out], "--steps must be a whole number from 1 on; got 1.5"],
  [
    ["cartpole-random", "--steps", "9", "--seed", "x", ...out],
    "--seed must be a whole number from 0 on; got x",
  ],
  [["cartpole-random", "--steps", "9", "--out", "log.xyz"], 'the format of "log.xyz" is told by its ending'],
  [["--list", "cartpole-random"], "--list stands alone"],
  [["cartpole-medium-replay", "--steps", "9", ...out], "--steps has no effect"],
])("%j is wrong usage", async ([args, message]) => {
  const run = generateCommand.run(args);
  await expect(run).rejects.toThrow(UsageError);
  await expect(run).rejects.toThrow(message);
});
