import { expect, test } from "vitest";
import { acrobot } from "../../src/env/acrobot.ts";
import { acrobotController } from "../../src/env/acrobot-controller.ts";
import { rollout } from "../../src/evaluation/rollout.ts";

test("the controller returns more than -100 on average, Gymnasium's threshold, and raises the arm in every episode", () => {
  const { returnMean, lengths } = rollout(acrobotController(), acrobot(), { episodes: 200 });
  expect(returnMean).toBeGreaterThan(-90);
  expect(Math.max(...lengths)).toBeLessThan(500);
});

test("an observation of another environment is refused", () => {
  expect(() => acrobotController().act(new Float32Array(2))).toThrow(
    new RangeError("an Acrobot observation must have 6 numbers; got 2"),
  );
});
