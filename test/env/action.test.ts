import { expect, test } from "vitest";
import { cartPole } from "../../src/env/cartpole.ts";
import { randomStream } from "../../src/kernels/random.ts";

test.each([
  ["1", '"1"'],
  [true, "true"],
  [null, "null"],
  [[1], "1"],
  [Float32Array.of(1), "1"],
])(
  "what only converts to a number, such as %j, is no action: the cart would be pushed left for it",
  (action, shown) => {
    const environment = cartPole();
    environment.reset(randomStream(1, "start"));
    // @ts-expect-error: the compiler refuses it too
    expect(() => environment.step(action)).toThrow(
      new RangeError(`action must be an integer from 0 to 1; got ${shown}`),
    );
  },
);
