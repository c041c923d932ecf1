import { add, mean, memory, mul, type Scalar, square, sum, type Variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type Adam, adam } from "../../src/tensor/adam.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { init } from "../../src/tensor/init.ts";
import { minimize } from "../../src/tensor/minimize.ts";
import { entriesOf, vectorOf } from "./entries.ts";

await init();

/** Everything that a step may change. */
function contentsOf({ variables, state }: Adam): number[][] {
  return [...variables, ...state].map((each) => [
    ...new Int32Array(Float32Array.from(each.dataSync<"float32">()).buffer),
  ]);
}

function sumOf(x: Variable): Scalar {
  return sum<Scalar>(x);
}

test("with a maximum the gradients are scaled to it, and their norm before comes with the loss", () => {
  // the gradient of 3x + 4y is (3, 4), of norm 5
  const [x, y, a, b] = [vectorOf([1]), vectorOf([1]), vectorOf([1]), vectorOf([1])];
  const [optimizer, other] = [adam([x, y], { learningRate: 0.1 }), adam([a, b], { learningRate: 0.1 })];
  const loss = () => ({ loss: add<Scalar>(mul(3, sumOf(x)), mul(4, sumOf(y))), sum: sumOf(x) });
  const parts = minimize("the loss", optimizer, loss, { maximumGradientNorm: 2.5 });
  other.step([vectorOf([1.5]), vectorOf([2])]);
  expect(Object.keys(parts).sort()).toEqual(["gradientNorm", "loss", "sum"]);
  expect([parts.loss, parts.gradientNorm, parts.sum].map(entriesOf)).toEqual([[7], [5], [1]]);
  expect(contentsOf(optimizer)).toEqual(contentsOf(other));
});

test("with a maximum that is not reached, the step is as without one, to the bit; nothing else is left", () => {
  const entries = [1, -2, 3];
  const [x, y] = [vectorOf(entries), vectorOf(entries)];
  const [optimizer, other] = [x, y].map((each) => adam([each], { learningRate: 0.1 }));
  for (let i = 0; i < 3; i++) {
    minimize("the loss", other!, () => ({ loss: mean<Scalar>(square(y)) }));
    const before = memory().numTensors;
    minimize("the loss", optimizer!, () => ({ loss: mean<Scalar>(square(x)) }), { maximumGradientNorm: 100 });
    expect(memory().numTensors).toBe(before + 2);
  }
  expect(contentsOf(optimizer!)).toEqual(contentsOf(other!));
});

test("a captured step with a maximum is the eager one, to the bit, whether or not it is reached", () => {
  const [x, y] = [vectorOf([10, -0.5]), vectorOf([10, -0.5])];
  const [optimizer, eager] = [x, y].map((each) => adam([each], { learningRate: 0.5 }));
  const step = (by: Adam, of: Variable) =>
    minimize("the loss", by, () => ({ loss: sum<Scalar>(square(square(of))) }), { maximumGradientNorm: 300 });
  const captured = capture(() => step(optimizer!, x));
  const norms: number[] = [];
  for (let run = 0; run < 20; run++) {
    const { gradientNorm, loss } = step(eager!, y);
    expect(entriesOf(captured.result.gradientNorm)).toEqual(entriesOf(gradientNorm));
    expect(entriesOf(captured.result.loss)).toEqual(entriesOf(loss));
    norms.push(...entriesOf(gradientNorm));
    captured.run();
  }
  expect(Math.min(...norms)).toBeLessThan(300);
  expect(Math.max(...norms)).toBeGreaterThan(300);
});

test("options that minimize does not know, and a maximum that is none, are refused before anything is computed", () => {
  const x = vectorOf([1]);
  const optimizer = adam([x], { learningRate: 0.1 });
  const step = (options: object) => () => minimize("the loss", optimizer, () => expect.fail(), options);
  expect(step({ maximumNorm: 1 })).toThrow(
    new RangeError('minimize has no option "maximumNorm"; it has maximumGradientNorm'),
  );
  expect(step({ maximumGradientNorm: 0 })).toThrow(
    new RangeError("maximumGradientNorm must be a positive number that float32 can hold; got 0"),
  );
});

test("a part called gradientNorm is refused where the norm is asked for", () => {
  const x = vectorOf([1]);
  const optimizer = adam([x], { learningRate: 0.1 });
  const loss = () => ({ loss: sumOf(x), gradientNorm: sumOf(x) });
  const before = memory().numTensors;
  expect(() => minimize("the loss", optimizer, loss, { maximumGradientNorm: 1 })).toThrow(
    "the function of minimize must not return it",
  );
  expect(memory().numTensors).toBe(before);
  expect(entriesOf(minimize("the loss", optimizer, loss).gradientNorm)).toEqual([1]);
});
