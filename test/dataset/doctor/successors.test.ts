import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import { doctor } from "../../../src/dataset/doctor/doctor.ts";
import { filterEpisodes } from "../../../src/dataset/select-episodes.ts";
import { finding, healthyLog } from "./healthy-log.ts";

test("successors that are the state before the step are an error", () => {
  const log = healthyLog();
  log.nextObservations = log.observations.slice();
  expect(finding(log, "standing-still")).toMatchObject({
    severity: "error",
    column: "nextObservations",
    evidence: { steps: 1960, mismatches: 1960, standing: 1960, firstRow: 0 },
  });
});

test("one that is not the following row is a warning with its row", () => {
  const log = healthyLog();
  log.nextObservations![2 * 77] = 5;
  expect(finding(log, "successor-mismatch")).toMatchObject({
    severity: "warning",
    rows: [77],
    evidence: { mismatches: 1, firstRow: 77 },
  });
});

test("rows that are not in time order are a warning", () => {
  const log = healthyLog();
  log.nextObservations!.reverse();
  expect(finding(log, "shuffled-rows")).toMatchObject({ severity: "warning" });
});

test("episodes that were chosen without the damaged one have no mismatch", () => {
  const log = healthyLog();
  log.nextObservations![2 * 77] = 5;
  const dataset = createDataset(log);
  const codes = (episodes: Dataset): readonly string[] => doctor(episodes).findings.map(({ code }) => code);
  expect(codes(dataset)).toContain("successor-mismatch");
  expect(codes(filterEpisodes(dataset, ({ start }) => start >= 100))).not.toContain("successor-mismatch");
  expect(codes(filterEpisodes(dataset, ({ start }) => start < 100))).toContain("successor-mismatch");
});
