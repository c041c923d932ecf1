import { expect, test } from "vitest";
import { cartPole } from "../../src/env/cartpole.ts";
import { linearCartPoleController, randomPolicy } from "../../src/env/controllers.ts";
import { episode } from "../../src/env/episode.ts";
import { randomStream } from "../../src/kernels/random.ts";

test("each transition starts where the one before ended, and only the last one ends the episode", () => {
  const steps = [
    ...episode(cartPole(), randomPolicy(2, randomStream(1, "actions")), randomStream(1, "starts")),
  ];
  expect(steps.length).toBeGreaterThan(7);
  steps.forEach((step, t) => {
    if (t > 0) expect(step.observation).toEqual(steps[t - 1]!.nextObservation);
    expect(step.terminated || step.truncated).toBe(t === steps.length - 1);
  });
});

test("the controller gets the observation of its transition", () => {
  const controller = linearCartPoleController();
  for (const { observation, action } of episode(cartPole(), controller, randomStream(1, "starts"))) {
    expect(action).toBe(controller.act(observation));
  }
});

test.for([2, -1, 0.5, Number.NaN])(
  "a controller that returns %d is refused by name, rule and value",
  (action) => {
    const steps = episode(cartPole(), { act: () => action }, randomStream(1, "starts"));
    expect(() => steps.next()).toThrow(
      `the result of act(observation) must be an integer from 0 to 1; got ${action}`,
    );
  },
);
