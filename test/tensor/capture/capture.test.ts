import {
  add,
  mean,
  memory,
  mul,
  type Scalar,
  scalar,
  square,
  sub,
  sum,
  type Tensor,
  tan,
  tensor1d,
  tidy,
  train,
  variable,
  variableGrads,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { adam } from "../../../src/tensor/adam.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { CaptureError } from "../../../src/tensor/capture/capture-error.ts";
import { NonFiniteError } from "../../../src/tensor/finite.ts";
import { init } from "../../../src/tensor/init.ts";
import { minimize } from "../../../src/tensor/minimize.ts";
import { randomUniform, tensorRandomStream } from "../../../src/tensor/random.ts";
import { entriesOf, vectorOf } from "../entries.ts";

await init();

test("a run computes anew from what its inputs hold, and writes it into the same result", () => {
  const x = tensor1d([1, 2, 3]);
  const captured = capture(() => tidy(() => add(square(x), 1)));
  expect(entriesOf(captured.result)).toEqual([2, 5, 10]);
  acceleratedBackend().floats(x).set([4, 5, 6]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([17, 26, 37]);
});

test("`before` is called before each run", () => {
  const x = tensor1d([0]);
  const sum = vectorOf([0]);
  const captured = capture(() => sum.assign(add(sum, x)));
  let next = 0;
  captured.run(4, () => acceleratedBackend().floats(x).set([++next]));
  expect(entriesOf(sum)).toEqual([10]);
});

test("random draws are new in every run, and those of eager calls", () => {
  const [stream, other] = [tensorRandomStream(7, "draws"), tensorRandomStream(7, "draws")];
  const captured = capture(() => randomUniform(stream, [5]));
  for (let run = 0; run < 10; run++) {
    expect(entriesOf(captured.result)).toEqual(entriesOf(randomUniform(other, [5])));
    captured.run();
  }
});

test("a variable that is assigned to between runs is read anew, and snapshots of it stay", () => {
  const x = vectorOf([1, 2]);
  const captured = capture(() => x.assign(mul(x, 2)));
  const snapshot = x.clone();
  captured.run();
  expect(entriesOf(snapshot)).toEqual([2, 4]);
  expect(entriesOf(x)).toEqual([4, 8]);
  const replacement = tensor1d([10, 20]);
  x.assign(replacement);
  captured.run(2);
  expect(entriesOf(x)).toEqual([40, 80]);
  expect(entriesOf(replacement)).toEqual([10, 20]);
});

test("variables may change places", () => {
  const [a, b] = [vectorOf([1]), vectorOf([2])];
  const swap = () => {
    const kept = a.clone();
    a.assign(b);
    b.assign(kept);
  };
  const captured = capture(swap);
  expect([entriesOf(a), entriesOf(b)]).toEqual([[2], [1]]);
  captured.run(3);
  expect([entriesOf(a), entriesOf(b)]).toEqual([[1], [2]]);
});

test("a clone made before an update in place is what the variable was", () => {
  const x = vectorOf([1, -2]);
  const optimizer = adam([x], { learningRate: 0.5 });
  const step = () => {
    const before = x.clone();
    minimize("the loss", optimizer, () => ({ loss: mean<Scalar>(square(x)) }));
    return sub(x, before);
  };
  const y = vectorOf([1, -2]);
  const eager = adam([y], { learningRate: 0.5 });
  const captured = capture(step);
  for (let run = 0; run < 5; run++) {
    const before = entriesOf(y);
    minimize("the loss", eager, () => ({ loss: mean<Scalar>(square(y)) }));
    const moved = entriesOf(y).map((entry, i) => Math.fround(entry - before[i]!));
    expect(entriesOf(captured.result)).toEqual(moved);
    captured.run();
  }
});

test("tfjs's own gradient descent can be captured", () => {
  const [x, y] = [vectorOf([1, -2]), vectorOf([1, -2])];
  const optimizer = train.sgd(0.1);
  const captured = capture(() => void optimizer.minimize(() => mean<Scalar>(square(x)), false, [x]));
  captured.run(9);
  for (let i = 0; i < 10; i++) optimizer.minimize(() => mean<Scalar>(square(y)), false, [y]);
  expect(entriesOf(x)).toEqual(entriesOf(y));
});

test("isTurn makes a program for each answer", () => {
  const x = vectorOf([1]);
  const turns = vectorOf([0]);
  const optimizer = adam([x], { learningRate: 0.1 });
  const captured = capture(() => {
    minimize("the loss", optimizer, () => ({ loss: mean<Scalar>(square(x)) }));
    if (optimizer.isTurn(3)) turns.assign(add(turns, 1));
  });
  for (let steps = 1; steps <= 20; steps++) {
    expect(entriesOf(turns)).toEqual([Math.floor(steps / 3)]);
    captured.run();
  }
});

test("hasTaken makes a program for before and one for after", () => {
  const x = vectorOf([1]);
  const turns = vectorOf([0]);
  const optimizer = adam([x], { learningRate: 0.1 });
  const captured = capture(() => {
    if (!optimizer.hasTaken(5)) turns.assign(add(turns, 1));
    minimize("the loss", optimizer, () => ({ loss: mean<Scalar>(square(x)) }));
  });
  for (let steps = 1; steps <= 8; steps++) {
    expect(entriesOf(turns)).toEqual([Math.min(steps, 5)]);
    captured.run();
  }
  expect(optimizer.hasTaken(0)).toBe(true);
  expect(() => optimizer.hasTaken(-1)).toThrow("count");
});

test("a learning rate set between runs counts", () => {
  const [x, y] = [vectorOf([1]), vectorOf([1])];
  const [optimizer, eager] = [x, y].map((each) => adam([each], { learningRate: 0.1 }));
  const loss = (of: typeof x) => () => ({ loss: mean<Scalar>(square(of)) });
  const captured = capture(() => minimize("the loss", optimizer!, loss(x)));
  minimize("the loss", eager!, loss(y));
  for (const rate of [0.2, 0.05]) {
    optimizer!.setLearningRate(rate);
    eager!.setLearningRate(rate);
    captured.run();
    minimize("the loss", eager!, loss(y));
  }
  expect(entriesOf(x)).toEqual(entriesOf(y));
});

test("a loss that is not finite stops a replay before the weights move, and names the step", () => {
  const [x, input] = [vectorOf([1]), tensor1d([1])];
  const optimizer = adam([x], { learningRate: 0.1 });
  const captured = capture(() =>
    minimize("the loss", optimizer, () => ({ loss: mean<Scalar>(square(mul(x, input))) })),
  );
  captured.run(2);
  const before = entriesOf(x);
  acceleratedBackend().floats(input).set([Number.NaN]);
  expect(() => captured.run(3)).toThrow(
    new NonFiniteError("the loss must be finite; got NaN in training step 4"),
  );
  expect(entriesOf(x)).toEqual(before);
  acceleratedBackend().floats(input).set([1]);
  captured.run();
  expect(optimizer.steps()).toBe(4);
});

const x = tensor1d([1, 2]);
let counter = 0;
const stream = randomStream(0, "changing");
const refused: { title: string; call: () => Tensor | number; reason: string }[] = [
  { title: "reading data", call: () => x.dataSync()[0]!, reason: "it reads the data of a tensor" },
  { title: "a stock kernel", call: () => tan(x), reason: "it uses tfjs's kernel Tan" },
  { title: "a counter", call: () => mul(x, ++counter), reason: "values that differ from call to call" },
  { title: "numbers of JavaScript", call: () => mul(x, stream.uniform()), reason: "values that differ" },
  { title: "a variable", call: () => variable(zeros([2])), reason: "it makes the variable" },
  {
    title: "another path",
    call: () => (++counter % 2 === 0 ? square(x) : add(x, x)),
    reason: "it does something else at its second call",
  },
];

test.for(refused)("$title is refused by name", ({ call, reason }) => {
  expect(() => capture(call)).toThrow(CaptureError);
  expect(() => capture(call)).toThrow(reason);
});

test("what is refused has run once, to its end", () => {
  const sum = vectorOf([1]);
  expect(() =>
    capture(() => {
      sum.assign(add(sum, 1));
      sum.dataSync();
      sum.assign(add(sum, 1));
    }),
  ).toThrow(CaptureError);
  expect(entriesOf(sum)).toEqual([3]);
});

test("an error of the function passes as it is and leaves nothing behind", () => {
  const before = memory();
  const call = () => {
    square(x);
    throw new RangeError("mine");
  };
  expect(() => capture(call)).toThrow(new RangeError("mine"));
  expect(memory()).toEqual(before);
});

test("disposing frees everything; running or reading then is an error, as is an input that is gone", () => {
  const input = tensor1d([1, 2]);
  const before = memory();
  const captured = capture(() => ({ loss: mean(square(input)) }));
  captured.run(3);
  captured.dispose();
  captured.dispose();
  expect(memory()).toEqual(before);
  expect(() => captured.run()).toThrow("the captured function has been disposed");
  expect(() => captured.result).toThrow("the captured function has been disposed");
  const other = capture(() => square(input));
  input.dispose();
  expect(() => other.run()).toThrow(
    "a captured function uses a tensor of shape [2], which has been disposed",
  );
});

test("inside of a gradient a run is refused, which would be a constant there", () => {
  const v = vectorOf([3]);
  const captured = capture(() => square(v));
  const loss = () => {
    captured.run();
    return sum<Scalar>(mul(captured.result, v));
  };
  expect(() => variableGrads(loss, [v])).toThrow("a captured function cannot run inside of a gradient");
  captured.run();
  expect(entriesOf(captured.result)).toEqual([9]);
});

test("a capture inside of a capture is an error, as is a number of runs that is none", () => {
  expect(() => capture(() => capture(() => scalar(1)).result)).toThrow("inside of a captured one");
  const captured = capture(() => square(x));
  expect(() => captured.run(0)).toThrow("times must be an integer of at least 1; got 0");
});
