import {
  clone,
  memory,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variable,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { randomIntegers, randomNormal, randomUniform, tensorRandomStream } from "../../src/tensor/random.ts";
import { entriesOf, zerosAs } from "./entries.ts";

await init();

test("uniform draws are those of randomStream with the same seed and name, bit for bit", () => {
  const { uniform } = randomStream(7, "uniform");
  const got = entriesOf(randomUniform(tensorRandomStream(7, "uniform"), [101]));
  expect(got).toEqual(Array.from({ length: 101 }, uniform));
});

test.for([1, 2, 7, 1000003, 2 ** 31])("integers below %d are those of randomStream", (bound) => {
  const { integer } = randomStream(3, "integers");
  const got = randomIntegers(tensorRandomStream(3, "integers"), [101], bound);
  expect(got.dtype).toBe("int32");
  expect(entriesOf(got)).toEqual(Array.from({ length: 101 }, () => integer(bound)));
});

test("10,000 normal draws have mean 0 and variance 1 within 4 standard errors, and use one word each", () => {
  const stream = tensorRandomStream(0, "normal");
  const draws = entriesOf(randomNormal(stream, [100, 100]));
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.04);
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 10_000));
  const words = randomStream(0, "normal");
  for (let i = 0; i < 10_000; i++) words.bits();
  expect(entriesOf(stream)).toEqual([...new Int32Array(words.state.buffer)]);
});

const kinds: { name: string; draw: (stream: Variable) => Tensor }[] = [
  { name: "randomUniform", draw: (stream) => randomUniform(stream, [2, 3]) },
  { name: "randomNormal", draw: (stream) => randomNormal(stream, [2, 3]) },
  { name: "randomIntegers", draw: (stream) => randomIntegers(stream, [2, 3], 1000) },
];

test.for(kinds)(
  "$name has the shape asked for, moves on, and differs from a stream of another name or seed",
  ({ draw }) => {
    const stream = tensorRandomStream(1, "a");
    const first = draw(stream);
    expect(first.shape).toEqual([2, 3]);
    const others = [stream, tensorRandomStream(1, "b"), tensorRandomStream(2, "a")].map((other) =>
      entriesOf(draw(other)),
    );
    for (const other of others) expect(other).not.toEqual(entriesOf(first));
    expect(entriesOf(draw(tensorRandomStream(1, "a")))).toEqual(entriesOf(first));
  },
);

test.for(kinds)("$name resumes from a restored variable", ({ draw }) => {
  const stream = tensorRandomStream(5, "resume");
  draw(stream);
  const saved = stream.dataSync().slice();
  const expected = [draw(stream), draw(stream)].map(entriesOf);
  const restored = tensorRandomStream(0, "elsewhere");
  restored.assign(tensor(saved, [4], "int32"));
  expect([draw(restored), draw(restored)].map(entriesOf)).toEqual(expected);
});

test.for(kinds)("$name leaves alone what shares the data of its stream", ({ draw }) => {
  const stream = tensorRandomStream(5, "shared");
  const start = entriesOf(stream);
  const saved = clone(stream);
  const expected = entriesOf(draw(stream));
  expect(entriesOf(stream)).not.toEqual(start);
  expect(entriesOf(saved)).toEqual(start);
  stream.assign(saved);
  expect(entriesOf(draw(stream))).toEqual(expected);
  expect(entriesOf(saved)).toEqual(start);
});

test("a stream stays where it is on the heap, except for the first draw while its data are shared", () => {
  const stream = tensorRandomStream(5, "address");
  const saved = clone(stream);
  const backend = acceleratedBackend();
  const before = memory().numTensors;
  const places = [1, 2, 3].map(() => {
    randomUniform(stream, [1]).dispose();
    return backend.address(stream);
  });
  expect(places).toEqual([places[0], places[0], places[0]]);
  expect(places[0]).not.toBe(backend.address(saved));
  expect(memory().numTensors).toBe(before);
});

test("a stream is one tensor, is not trainable, and a draw of none leaves it where it was", () => {
  const before = memory().numTensors;
  const stream = tensorRandomStream(0, "one");
  expect(memory().numTensors).toBe(before + 1);
  expect(stream.trainable).toBe(false);
  const state = entriesOf(stream);
  expect(tidy(() => randomUniform(stream, [0, 3]).shape)).toEqual([0, 3]);
  expect(entriesOf(stream)).toEqual(state);
});

test("what is no stream is refused", () => {
  expect(() => randomUniform(zerosAs([4]), [1])).toThrow(
    new TypeError("a stream is an int32 variable of 4 words; got float32 [4]"),
  );
  const short = tidy(() => variable(zeros([3], "int32"), false));
  expect(() => randomNormal(short, [1])).toThrow(
    new TypeError("a stream is an int32 variable of 4 words; got int32 [3]"),
  );
});

test.for([0, -1, 1.5, Number.NaN])("a bound of %d is refused", (bound) => {
  expect(() => randomIntegers(tensorRandomStream(0, "bound"), [1], bound)).toThrow(
    new RangeError(`bound must be an integer of at least 1; got ${bound}`),
  );
});

test("a bound beyond int32 is refused", () => {
  expect(() => randomIntegers(tensorRandomStream(0, "bound"), [1], 2 ** 31 + 1)).toThrow(
    new RangeError("bound must not exceed 2^31, for int32; got 2147483649"),
  );
});

test.for([[[-1]], [[2, 1.5]]])("a shape of %j is refused, and the stream stays where it was", ([shape]) => {
  const stream = tensorRandomStream(0, "shape");
  const state = entriesOf(stream);
  expect(() => randomUniform(stream, shape!)).toThrow(
    `Tensor must have a shape comprised of positive integers but got shape [${shape}].`,
  );
  expect(entriesOf(stream)).toEqual(state);
});

test.for([-1, 0.5, 2 ** 53])("a seed of %d is refused", (seed) => {
  expect(() => tensorRandomStream(seed, "seed")).toThrow(
    new RangeError(`seed must be an integer from 0 to 2^53 - 1; got ${seed}`),
  );
});

test("a disposed stream is named", () => {
  const stream = tensorRandomStream(0, "gone");
  stream.dispose();
  expect(() => randomUniform(stream, [1])).toThrow("stream of a random draw has been disposed");
});
