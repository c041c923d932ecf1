import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { logFile } from "../../../src/cli/quickstart/log-file.ts";
import { loadDataset } from "../../../src/dataset/load.ts";

test("the log is a file of less than 1 MB in src/cli/quickstart", () => {
  const path = fileURLToPath(logFile);
  expect(path).toMatch(/[\\/]src[\\/]cli[\\/]quickstart[\\/]cartpole-log\.hdf5$/);
  expect(statSync(path).size).toBeLessThan(1_000_000);
});

test("it loads without a warning: 15,000 rows and more of CartPole, all of them transitions", async () => {
  const log = await loadDataset(logFile, { actionCount: 2 });
  expect(log.warnings).toEqual([]);
  expect(log.spec).toMatchObject({ observationSize: 4, actions: { kind: "discrete", count: 2 } });
  expect(log.rows).toBeGreaterThanOrEqual(15_000);
  expect(log.transitions).toHaveLength(log.rows);
});
