import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import type { Diagnosis } from "../../../src/dataset/doctor/diagnosis.ts";
import { doctor } from "../../../src/dataset/doctor/doctor.ts";
import { formatDiagnosis } from "../../../src/dataset/doctor/format-diagnosis.ts";
import { healthyLog } from "./healthy-log.ts";

const diagnosis: Diagnosis = {
  findings: [
    {
      code: "refused",
      severity: "error",
      message: "rewards[3] must be finite; got NaN",
      evidence: {},
      consequence: "the log cannot be loaded",
      remedy: "correct what the message names",
    },
  ],
};

test("a finding has its severity, message, consequence and remedy, and the end a verdict", () => {
  expect(formatDiagnosis(diagnosis)).toBe(`ERROR refused
  rewards[3] must be finite; got NaN
  means  the log cannot be loaded
  do     correct what the message names

1 error, 0 warnings, 0 notes: do not train on this log`);
});

test("titles can be emphasized", () => {
  const text = formatDiagnosis(diagnosis, (title, severity) => `<${severity}>${title}</>`);
  expect(text).toContain("<error>ERROR refused</>\n");
});

test("a dataset is described first, and no line is longer than 100 characters", () => {
  const log = healthyLog();
  log.nextObservations = log.observations.slice();
  const text = formatDiagnosis(doctor(createDataset(log)));
  expect(text).toMatch(
    /^rows {10}2000, of which 2000 are transitions; 0 terminated\nepisodes {6}40, of 50 steps each\n/,
  );
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
});

test.each([
  [[], "nothing speaks against training"],
  [["warning"], "look at the warnings"],
  [["error", "warning"], "do not train"],
] as const)("the verdict on %j says: %s", (severities, verdict) => {
  const findings = severities.map((severity) => ({ ...diagnosis.findings[0]!, severity }));
  expect(formatDiagnosis({ findings })).toContain(verdict);
});
