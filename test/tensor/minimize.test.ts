import {
  add,
  log,
  mean,
  memory,
  mul,
  type Rank,
  reshape,
  type Scalar,
  scalar,
  sqrt,
  square,
  sum,
  tan,
  tidy,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { expect, expectTypeOf, test } from "vitest";
import { type Adam, adam } from "../../src/tensor/adam.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { NonFiniteError } from "../../src/tensor/finite.ts";
import { init } from "../../src/tensor/init.ts";
import { type Loss, minimize } from "../../src/tensor/minimize.ts";
import { entriesOf, vectorOf } from "./entries.ts";
import { gradientsOf } from "./tape.ts";

await init();

function bitsOf(tensors: readonly Variable[]): number[][] {
  return tensors.map((each) => [...new Int32Array(Float32Array.from(each.dataSync<"float32">()).buffer)]);
}

/** Everything that a step may change. */
function contentsOf({ variables, state }: Adam): number[][] {
  return bitsOf([...variables, ...state]);
}

function sumOf(x: Variable): Scalar {
  return sum<Scalar>(x);
}

test("a step is Adam's on the gradients of the loss, to the bit", () => {
  const [minimized, byHand] = [vectorOf([1, -2, 3]), vectorOf([1, -2, 3])];
  const [optimizer, other] = [minimized, byHand].map((x) => adam([x], { learningRate: 0.1 }));
  for (let i = 0; i < 3; i++) {
    minimize("the loss", optimizer!, () => ({ loss: mean(square(minimized)) }));
    const [gradient] = gradientsOf([byHand], () => mean(square(byHand)));
    other!.step([vectorOf(gradient!)]);
  }
  expect(contentsOf(optimizer!)).toEqual(contentsOf(other!));
  expect(optimizer!.steps()).toBe(3);
});

test("it returns the loss and the parts beside it as they were before the step", () => {
  const x = vectorOf([1, 3]);
  const optimizer = adam([x], { learningRate: 0.5 });
  const parts = minimize("the loss", optimizer, () => {
    const penalty = sumOf(x);
    const error = mean<Scalar>(square(x));
    return { loss: add<Scalar>(penalty, error), penalty, error };
  });
  expect(Object.keys(parts).sort()).toEqual(["error", "loss", "penalty"]);
  expect(entriesOf(parts.penalty)).toEqual([4]);
  expect(entriesOf(parts.error)).toEqual([5]);
  expect(entriesOf(parts.loss)).toEqual([9]);
  expect(entriesOf(x)).not.toEqual([1, 3]);
});

test("a part that is a variable itself, or a view of one, is what it was before the step", () => {
  const weight = tidy(() => variable(scalar(3)));
  const optimizer = adam([weight], { learningRate: 0.5 });
  const parts = minimize("the loss", optimizer, () => ({
    loss: square(weight),
    weight,
    view: reshape<Rank.R0>(weight, []),
  }));
  expect(entriesOf(parts.weight)).toEqual([3]);
  expect(entriesOf(parts.view)).toEqual([3]);
  expect(entriesOf(weight)[0]).toBeCloseTo(2.5, 5);
});

test("all that a step leaves are the scalars that it returns, and a tidy around it takes them", () => {
  const x = vectorOf([1, 2, 3]);
  const optimizer = adam([x], { learningRate: 0.5 });
  const step = () => minimize("the loss", optimizer, () => ({ loss: mean(square(x)), sum: sumOf(x) }));
  const before = memory();
  const parts = step();
  expect(memory().numTensors).toBe(before.numTensors + 2);
  for (const part of Object.values(parts)) part.dispose();
  expect(memory()).toEqual(before);
  tidy(() => void step());
  expect(memory()).toEqual(before);
});

interface Divergence {
  title: string;
  entries: number[];
  loss(x: Variable): Scalar;
  message: RegExp;
}

const divergences: Divergence[] = [
  {
    title: "a NaN loss",
    entries: [1, -1],
    loss: (x) => sum(log(x)),
    message: /^the critic's loss must be finite; got NaN in training step 2$/,
  },
  {
    title: "an infinite loss",
    entries: [1, 0],
    loss: (x) => sum(log(x)),
    message: /^the critic's loss must be finite; got -Infinity in training step 2$/,
  },
  {
    title: "an infinite entry of a gradient",
    entries: [4, 0, 9],
    loss: (x) => sum(sqrt(x)),
    message:
      /^the gradient of the critic's loss in the \S+ must be finite; got Infinity at entry 1 of \[3\] in training step 2$/,
  },
  {
    title: "a NaN in a gradient",
    entries: [4, 9, 0],
    loss: (x) => sum(sqrt(square(x))),
    message:
      /^the gradient of the critic's loss in the \S+ must be finite; got NaN at entry 2 of \[3\] in training step 2$/,
  },
];

test.for(divergences)(
  "$title throws a NonFiniteError that names it and changes nothing",
  ({ entries, loss, message }) => {
    const [harmless, x] = [vectorOf([1, 2, 3, 4, 5]), vectorOf(entries)];
    const optimizer = adam([harmless, x], { learningRate: 0.1 });
    // so that the moments are not 0
    minimize("the first loss", optimizer, () => ({ loss: add(sumOf(harmless), mul(0, sumOf(x))) }));
    const [before, tensors] = [contentsOf(optimizer), memory()];
    const step = () =>
      minimize("the critic's loss", optimizer, () => ({
        loss: add(sumOf(harmless), loss(x)),
        sum: sumOf(x),
      }));
    expect(step).toThrow(NonFiniteError);
    expect(step).toThrow(message);
    expect(contentsOf(optimizer)).toEqual(before);
    expect(optimizer.steps()).toBe(1);
    expect(memory()).toEqual(tensors);
  },
);

test("after such an error training goes on when the loss is finite again", () => {
  const x = vectorOf([1]);
  const optimizer = adam([x], { learningRate: 0.1 });
  expect(() => minimize("the loss", optimizer, () => ({ loss: mul(Number.NaN, sumOf(x)) }))).toThrow(
    "the loss must be finite; got NaN in training step 1",
  );
  minimize("the loss", optimizer, () => ({ loss: sumOf(x) }));
  expect(optimizer.steps()).toBe(1);
  expect(entriesOf(x)[0]).toBeCloseTo(0.9, 6);
});

test("a variable that the loss does not depend on is named, and nothing changes", () => {
  const [used, forgotten] = [vectorOf([1]), vectorOf([2])];
  const optimizer = adam([used, forgotten], { learningRate: 0.1 });
  const [before, tensors] = [contentsOf(optimizer), memory()];
  expect(() => minimize("the loss", optimizer, () => ({ loss: sumOf(used), sum: sumOf(used) }))).toThrow(
    new Error(`the loss does not depend on the ${forgotten.name}`),
  );
  expect(contentsOf(optimizer)).toEqual(before);
  expect(memory()).toEqual(tensors);
});

test.for([
  {
    title: "thrown by the loss",
    loss: () => {
      throw new Error("of the user");
    },
    message: "of the user",
  },
  {
    title: "of an op without a gradient",
    loss: (x: Variable) => sum<Scalar>(tan(x)),
    message: "Cannot compute gradient: gradient function not found for Tan.",
  },
])(
  "an error $title comes through, and leaves no tensor that was saved for the gradient",
  ({ loss, message }) => {
    const x = vectorOf([1]);
    const optimizer = adam([x], { learningRate: 0.1 });
    const before = memory();
    const evaluate = () => {
      const error = mean<Scalar>(square(x));
      return { loss: add<Scalar>(error, loss(x)), error };
    };
    expect(() => minimize("the loss", optimizer, evaluate)).toThrow(message);
    expect(memory()).toEqual(before);
    expect(optimizer.steps()).toBe(0);
  },
);

test("the parts are typed by name", () => {
  const x = vectorOf([1]);
  const optimizer = adam([x], { learningRate: 0.1 });
  const parts = minimize("the loss", optimizer, () => ({ loss: sumOf(x), gap: sumOf(x) }));
  expectTypeOf(parts).toEqualTypeOf<{ loss: Scalar; gap: Scalar }>();
  const limited = minimize("the loss", optimizer, () => ({ loss: sumOf(x) }), { maximumGradientNorm: 1 });
  expectTypeOf(limited.gradientNorm).toEqualTypeOf<Scalar>();
  const wide = minimize("the loss", optimizer, (): Loss => ({ loss: sumOf(x) }));
  expectTypeOf(wide.loss).toEqualTypeOf<Scalar>();
});

const wrongResults: { got: string; evaluate(x: Variable): unknown }[] = [
  { got: "a tensor of shape [2]", evaluate: (x) => square(x) },
  { got: "a tensor of shape []", evaluate: sumOf },
  { got: "undefined", evaluate: () => undefined },
  { got: "null", evaluate: () => null },
  { got: "3", evaluate: () => 3 },
  { got: "[object Promise]", evaluate: async () => undefined },
  { got: "{ penalty, error }", evaluate: (x) => ({ penalty: sumOf(x), error: sumOf(x) }) },
  { got: "undefined as loss", evaluate: () => ({ loss: undefined }) },
  { got: "a tensor of shape [2] as loss", evaluate: (x) => ({ loss: square(x) }) },
  { got: "a tensor of shape [2] as error", evaluate: (x) => ({ loss: sumOf(x), error: square(x) }) },
  { got: "3 as error", evaluate: (x) => ({ loss: sumOf(x), error: 3 }) },
];

test.for(wrongResults)(
  "a function that returns $got is told what to return, and nothing changes",
  (wrong) => {
    const x = vectorOf([1, 2]);
    const optimizer = adam([x], { learningRate: 0.1 });
    const [before, tensors] = [contentsOf(optimizer), memory()];
    // @ts-expect-error: the compiler refuses it too
    const step = () => minimize("the loss", optimizer, () => wrong.evaluate(x));
    expect(step).toThrow(
      new TypeError(`the function of minimize must return { loss, … }: scalars; got ${wrong.got}`),
    );
    expect(contentsOf(optimizer)).toEqual(before);
    expect(memory()).toEqual(tensors);
  },
);

test("a loss that is a variable itself comes back as a tensor of its own, before the step, also of a replay", () => {
  const weight = tidy(() => variable(scalar(3)));
  const optimizer = adam([weight], { learningRate: 0.5 });
  const { loss } = minimize("the loss", optimizer, () => ({ loss: weight }));
  expect(entriesOf(loss)).toEqual([3]);
  const captured = capture(() => minimize("the loss", optimizer, () => ({ loss: weight })));
  const before = entriesOf(weight);
  captured.run();
  expect(entriesOf(captured.result.loss)).toEqual(before);
  loss.dispose();
  captured.dispose();
  expect(weight.isDisposed).toBe(false);
  expect(entriesOf(weight)[0]).toBeCloseTo(1.5, 5);
});
