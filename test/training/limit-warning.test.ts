import { afterEach, expect, test, vi } from "vitest";
import { discreteCql } from "../../src/algorithms/discrete-cql.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { limitCheck } from "../../src/training/limit-warning.ts";
import { randomLog } from "../algorithms/random-log.ts";

await init();
afterEach(() => void vi.restoreAllMocks());

const log = randomLog();

/** What was warned of in twice five steps, each of which is reported, with a multiplier that starts at its maximum of 1 or far below it. */
async function warningsOf(gapThreshold: number, multiplierMaximum: number): Promise<string[]> {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  warn.mockClear();
  const algorithm = discreteCql(log.spec, {
    hiddenSizes: [8],
    batchSize: 8,
    gapThreshold,
    multiplierMaximum,
  });
  for (const steps of [5, 5])
    for await (const _ of fit(algorithm, log, { steps, logInterval: 1, valueGuard: "off" }));
  algorithm.dispose();
  return warn.mock.calls.flat();
}

test("a multiplier at its maximum is warned of once, by learner, weight, value and step; one below it is not", async () => {
  expect(await warningsOf(-10, 1)).toEqual([
    "offline-rl: discrete CQL: conservativeWeight is at its maximum, 1, at step 1; it cannot grow to hold what it weighs at " +
      "the threshold. If it stays there, raise the threshold or the maximum",
  ]);
  expect(await warningsOf(-10, 2)).toEqual([]);
});

test("every weight has its own warning, also when it arrives later", () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const algorithm = discreteCql(log.spec, { hiddenSizes: [8] });
  const check = limitCheck(algorithm);
  const report = (alpha: number, beta: number) => ({
    alpha: 3,
    beta: 4,
    alphaAtMaximum: alpha,
    betaAtMaximum: beta,
  });
  const reports = [report(0, 0), report(0, 1), report(1, 1), report(1, 1)];
  for (const [step, each] of reports.entries()) check(each, step);
  expect(warn.mock.calls.flat().map((message) => message.slice(0, 65))).toEqual([
    "offline-rl: discrete CQL: beta is at its maximum, 4, at step 1; i",
    "offline-rl: discrete CQL: alpha is at its maximum, 3, at step 2; ",
  ]);
  algorithm.dispose();
});
