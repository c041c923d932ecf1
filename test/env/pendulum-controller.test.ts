import { expect, test } from "vitest";
import { episode } from "../../src/env/episode.ts";
import { pendulum } from "../../src/env/pendulum.ts";
import { pendulumController } from "../../src/env/pendulum-controller.ts";
import { rollout } from "../../src/evaluation/rollout.ts";
import { randomStream } from "../../src/kernels/random.ts";

test("the controller swings up and holds: upright at the end of each of 100 episodes", () => {
  const random = randomStream(1, "starts");
  for (let k = 0; k < 100; k++) {
    const [cosine, , velocity] = [...episode(pendulum(), pendulumController(), random)].at(
      -1,
    )!.nextObservation;
    expect(cosine).toBeGreaterThan(0.999);
    expect(Math.abs(velocity!)).toBeLessThan(0.1);
  }
});

// −153.3 ± 4.1: the like controller, with atan2 in place of the sine, in 500 episodes of Gymnasium 1.3.0
test("it returns -153 within 4 standard errors", () => {
  const { returnMean, returnSd } = rollout(pendulumController(), pendulum(), { episodes: 300 });
  expect(Math.abs(returnMean + 153.3)).toBeLessThan(4 * Math.hypot(returnSd / Math.sqrt(300), 4.1));
});

test("an observation of another environment is refused", () => {
  expect(() => pendulumController().act(new Float32Array(2))).toThrow(
    new RangeError("a Pendulum observation must have 3 numbers; got 2"),
  );
});
