import { expect, test } from "vitest";
import { progressBar, progressLine } from "../../../src/cli/quickstart/progress-bar.ts";

const half = { step: 20_000, steps: 40_000, stepsPerSecond: 2450.4 };

/** A stream that keeps what is written, and a clock that is set by hand. */
function recorder(isTTY?: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const terminal = { write: (text: string) => written.push(text), ...(isTTY !== undefined && { isTTY }) };
  return { written, clock, bar: progressBar("DQN", terminal, () => clock.now) };
}

test("a line holds label, bar, share, steps, rate and the time that is left", () => {
  const line = `discrete CQL      ${"█".repeat(12)}${"░".repeat(12)}  50 %  20,000/40,000  2,450 steps/s  9 s left`;
  expect(progressLine("discrete CQL", half)).toBe(line);
});

test.for([
  { step: 0, share: "  0 %", filled: 0 },
  { step: 399, share: " 99 %", filled: 24 },
  { step: 400, share: "100 %", filled: 24 },
])("at step $step of 400 it shows $share and $filled filled places", ({ step, share, filled }) => {
  const line = progressLine("DQN", { step, steps: 400, stepsPerSecond: 100 });
  expect(line).toContain(` ${share}  `);
  expect(line.split("█")).toHaveLength(filled + 1);
  expect(line.split("░")).toHaveLength(24 - filled + 1);
});

test.for([
  { step: 100, left: "done" },
  { step: 99, left: "1 s left" },
  { step: 41, left: "59 s left" },
  { step: 40, left: "1 min 0 s left" },
])("with $step of 100 steps done at 1 a second it ends with $left", ({ step, left }) => {
  expect(progressLine("DQN", { step, steps: 100, stepsPerSecond: 1 })).toMatch(new RegExp(` ${left}$`));
});

test("on a terminal every call draws over the line, and the end starts a new one", () => {
  const { written, bar } = recorder(true);
  bar.show(half);
  bar.show({ ...half, step: 40_000 });
  bar.end();
  expect(written).toEqual([
    `\r\u001b[2K${progressLine("DQN", half)}`,
    `\r\u001b[2K${progressLine("DQN", { ...half, step: 40_000 })}`,
    "\n",
  ]);
});

test("elsewhere a line is written every 10 seconds, and the last one at the end, without control characters", () => {
  const { written, clock, bar } = recorder();
  const showAt = (seconds: number, step: number) => {
    clock.now = 1000 * seconds;
    bar.show({ ...half, step });
  };
  showAt(1, 100);
  showAt(9.999, 200);
  expect(written).toEqual([]);
  showAt(10, 300);
  showAt(11, 400);
  showAt(20, 500);
  showAt(25, 600);
  bar.end();
  const lineOf = (step: number) => `${progressLine("DQN", { ...half, step })}\n`;
  expect(written).toEqual([lineOf(300), lineOf(500), lineOf(600)]);
});
