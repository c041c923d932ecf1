import { cumsum, grad, square, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { entriesOf, vectorOf } from "../entries.ts";
import { cumulativeSum } from "../reference/cumulative-sum.ts";

await init();

const ways = [false, true].flatMap((exclusive) => [false, true].map((reverse) => ({ exclusive, reverse })));
const places = [[1], [6], [3, 4], [2, 3, 4]].flatMap((shape) => shape.map((_, axis) => ({ shape, axis })));

test.for(places.flatMap((place) => ways.map((way) => ({ ...place, ...way }))))(
  "cumsum of [$shape] along axis $axis, exclusive $exclusive, reverse $reverse: the sums and, within 1e-4, the gradient",
  ({ shape, axis, exclusive, reverse }) => {
    const x = array(randomStream(0, `${shape}`), shape);
    const reference = (entries: number[]) => [
      ...cumulativeSum({ shape, entries }, axis, exclusive, reverse).entries,
    ];
    for (const given of [axis, axis - shape.length]) {
      expect(differences([x], () => cumsum(x, given, exclusive, reverse), reference)).toEqual([]);
    }
  },
);

test("the gradient of cumsum can be captured", () => {
  const x = vectorOf([1, 2]);
  const captured = capture(() => tidy(() => grad((v: Tensor) => square(cumsum(v)))(x)));
  expect(entriesOf(captured.result)).toEqual([8, 6]);
  acceleratedBackend().floats(x).set([3, 4]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([20, 14]);
});
