import { expect, test } from "vitest";
import { generateLog } from "../../../src/cli/quickstart/generate-log.ts";
import { logFile } from "../../../src/cli/quickstart/log-file.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { init } from "../../../src/tensor/init.ts";
import { firstDifference } from "../../first-difference.ts";

await init();

test("the generator makes the shipped log, column by column to the bit", async () => {
  const [made, shipped] = [await generateLog(), await loadDataset(logFile, { actionCount: 2 })];
  expect(made.rows).toBe(shipped.rows);
  for (const name of ["observations", "actions", "rewards", "terminated", "truncated"] as const)
    expect(firstDifference(made[name], shipped[name]), name).toBeUndefined();
  expect(firstDifference(made.nextObservations!, shipped.nextObservations!)).toBeUndefined();
  expect(made.episodes).toEqual(shipped.episodes);
  expect(made.spec).toEqual(shipped.spec);
});
