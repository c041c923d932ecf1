import { memory, ones, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { dropout } from "../../src/tensor/dropout.ts";
import { init } from "../../src/tensor/init.ts";
import { tensorRandomStream } from "../../src/tensor/random.ts";
import { array } from "./draw.ts";
import { entriesOf, vectorOf } from "./entries.ts";
import { gradientsOf } from "./tape.ts";

await init();

test.for([0, 0.1, 0.5, 0.9])(
  "at rate %d entries are 0 or divided by 1 − rate, by the words of the stream",
  (rate) => {
    const x = array(randomStream(0, "x"), [3, 67]);
    const { bits } = randomStream(5, "mask");
    const kept = Math.fround(1 / (1 - rate));
    const expected = entriesOf(x).map((entry) =>
      bits() < rate * 2 ** 32 ? 0 * entry : Math.fround(kept * entry),
    );
    const got = dropout(x, rate, tensorRandomStream(5, "mask"));
    expect(got.shape).toEqual([3, 67]);
    expect(entriesOf(got)).toEqual(expected);
  },
);

test("of 10^6 entries the share that is dropped and the mean are right within 5 standard errors", () => {
  const [count, rate] = [1_000_000, 0.3];
  const entries = entriesOf(dropout(ones([count]), rate, tensorRandomStream(0, "share")));
  const dropped = entries.filter((entry) => entry === 0).length;
  expect(Math.abs(dropped - rate * count)).toBeLessThan(5 * Math.sqrt(count * rate * (1 - rate)));
  const mean = entries.reduce((sum, entry) => sum + entry, 0) / count;
  expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(rate / (1 - rate) / count));
});

test("the gradient passes through the mask that was drawn", () => {
  const x = vectorOf(new Array(50).fill(1));
  const value = entriesOf(dropout(x, 0.5, tensorRandomStream(1, "gradient")));
  const [gradient] = gradientsOf([x], () => dropout(x, 0.5, tensorRandomStream(1, "gradient")));
  expect(new Set(value)).toEqual(new Set([0, 2]));
  expect(gradient).toEqual(value);
});

test("a NaN is never dropped", () => {
  const got = dropout(tensor1d(new Array(20).fill(Number.NaN)), 0.9, tensorRandomStream(0, "NaN"));
  expect(entriesOf(got)).toEqual(new Array(20).fill(Number.NaN));
});

test("a captured call draws anew in every run, as eager calls do, from what its input holds", () => {
  const [stream, other] = [tensorRandomStream(7, "runs"), tensorRandomStream(7, "runs")];
  const x = tensor1d([1, 2, 3, 4, 5]);
  const captured = capture(() => dropout(x, 0.5, stream));
  for (let run = 0; run < 5; run++) {
    expect(entriesOf(captured.result)).toEqual(entriesOf(dropout(x, 0.5, other)));
    acceleratedBackend().floats(x).fill(run);
    captured.run();
  }
});

test("of no entries there are none, and no tensor is left but the result", () => {
  const stream = tensorRandomStream(0, "none");
  const x = zeros([0, 3]);
  const before = memory().numTensors;
  expect(dropout(x, 0.5, stream).shape).toEqual([0, 3]);
  expect(memory().numTensors).toBe(before + 1);
});

test.for([-0.1, 1, 2, Number.NaN])("a rate of %d is refused", (rate) => {
  expect(() => dropout(ones([2]), rate, tensorRandomStream(0, "refused"))).toThrow(
    new RangeError(`rate must lie in [0, 1); got ${rate}`),
  );
});
