import {
  cast,
  concat,
  grad,
  mul,
  split,
  square,
  stack,
  sum,
  type Tensor,
  tensor2d,
  unstack,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { entriesOf, vectorOf } from "../entries.ts";
import { at, build, type Shaped } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { gradientsOf } from "../tape.ts";

await init();

/** Arrays one after the other along an axis. */
function joined(parts: readonly Shaped[], axis: number): Shaped {
  const origins = parts.flatMap((part) => Array.from({ length: part.shape[axis]! }, (_, i) => ({ part, i })));
  return build(parts[0]!.shape.with(axis, origins.length), (place) => {
    const { part, i } = origins[place[axis]!]!;
    return at(part, place.with(axis, i));
  });
}

/** The part of an array from `start` on, `length` long, along an axis. */
function part(x: Shaped, axis: number, start: number, length: number): Shaped {
  return build(x.shape.with(axis, length), (place) => at(x, place.with(axis, place[axis]! + start)));
}

test.for([
  { shapes: [[2], [3]], axis: 0, along: 0 },
  {
    shapes: [
      [2, 3],
      [1, 3],
      [4, 3],
    ],
    axis: 0,
    along: 0,
  },
  {
    shapes: [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    axis: 1,
    along: 1,
  },
  {
    shapes: [
      [2, 1, 3],
      [2, 2, 3],
    ],
    axis: -2,
    along: 1,
  },
  {
    shapes: [
      [2, 3, 1],
      [2, 3, 4],
    ],
    axis: -1,
    along: 2,
  },
  { shapes: [[3, 2]], axis: 0, along: 0 },
])(
  "concat of $shapes along the axis $axis: the entries and, within 1e-4, all gradients",
  ({ shapes, axis, along }) => {
    const stream = randomStream(0, `concat ${shapes}`);
    const parts = shapes.map((shape) => array(stream, shape));
    const reference = (...entries: number[][]) => {
      const all = entries.map((values, i) => ({ shape: shapes[i]!, entries: values }));
      return [...joined(all, along).entries];
    };
    expect(differences(parts, () => concat(parts, axis), reference)).toEqual([]);
  },
);

test.for([
  { axis: 0, along: 0 },
  { axis: 1, along: 1 },
  { axis: 2, along: 2 },
  { axis: -1, along: 2 },
])(
  "stack of three [2, 3] along the axis $axis: the entries and, within 1e-4, all gradients",
  ({ axis, along }) => {
    const stream = randomStream(0, "stack");
    const parts = [array(stream, [2, 3]), array(stream, [2, 3]), array(stream, [2, 3])];
    const reference = (...entries: number[][]) => {
      const shape = [2, 3].toSpliced(along, 0, 1);
      const layers = entries.map((values) => ({ shape, entries: values }));
      return [...joined(layers, along).entries];
    };
    expect(differences(parts, () => stack(parts, axis), reference)).toEqual([]);
  },
);

const shape = [2, 6, 3];
const x = array(randomStream(0, "split"), shape);

test.for([
  { sizes: 3, axis: 1, along: 1, lengths: [2, 2, 2] },
  { sizes: 1, axis: 1, along: 1, lengths: [6] },
  { sizes: [1, 3, 2], axis: 1, along: 1, lengths: [1, 3, 2] },
  { sizes: [1, -1], axis: 1, along: 1, lengths: [1, 5] },
  { sizes: 3, axis: -1, along: 2, lengths: [1, 1, 1] },
  { sizes: 2, axis: 0, along: 0, lengths: [1, 1] },
])(
  "split into $sizes along the axis $axis: every part alone, its entries and, within 1e-4, its gradient",
  ({ sizes, axis, along, lengths }) => {
    for (const [i, length] of lengths.entries()) {
      const start = lengths.slice(0, i).reduce((sum, each) => sum + each, 0);
      const reference = (entries: number[]) => [...part({ shape, entries }, along, start, length).entries];
      expect(differences([x], () => split<Tensor>(x, sizes, axis)[i]!, reference)).toEqual([]);
    }
  },
);

test("all parts of a split together give the gradient of each", () => {
  const [first, second] = [vectorOf([1, 2, 3, 4, 5]), vectorOf([1, 10, 100, 1000, 10000])];
  const gradient = gradientsOf([first], () => {
    const parts = split<Tensor>(first, [2, 3]);
    const weights = split<Tensor>(second, [2, 3]);
    return concat([mul(parts[1]!, weights[1]!), mul(parts[0]!, weights[0]!)]);
  });
  expect(gradient).toEqual([[1, 10, 100, 1000, 10000]]);
});

test.for([
  { axis: 0, along: 0 },
  { axis: 1, along: 1 },
  { axis: 2, along: 2 },
  { axis: -1, along: 2 },
])(
  "unstack along the axis $axis: every part alone, its entries and, within 1e-4, its gradient",
  ({ axis, along }) => {
    for (let i = 0; i < shape[along]!; i++) {
      const reference = (entries: number[]) => [...part({ shape, entries }, along, i, 1).entries];
      expect(differences([x], () => unstack(x, axis)[i]!, reference)).toEqual([]);
    }
  },
);

test("unstack into a single part has its gradient", () => {
  const single = array(randomStream(0, "single"), [1, 3]);
  expect(gradientsOf([single], () => unstack(single)[0]!)).toEqual([[1, 1, 1]]);
});

test("one tensor in two places of concat and stack gets the sum of both gradients", () => {
  const twice = vectorOf([1, 2]);
  const upstream = Float32Array.of(1, 2, 10, 20);
  expect(gradientsOf([twice], () => concat([twice, twice]), upstream)).toEqual([[11, 22]]);
  expect(gradientsOf([twice], () => stack([twice, twice]), upstream)).toEqual([[11, 22]]);
});

test.for([
  { name: "unstack", parts: (x: Tensor) => unstack(x) },
  { name: "split", parts: (x: Tensor) => split(x, 2) },
])(
  "a part of $name of int32 that nothing used has the gradient 0, float32 as that of the others, in a replay too",
  (each) => {
    const x = tensor2d([1, 2, 3, 4], [2, 2]);
    const call = () => grad((input) => sum(square(cast(each.parts(cast(input, "int32"))[1]!, "float32"))))(x);
    expect(call().dtype).toBe("float32");
    expect(entriesOf(call())).toEqual([0, 0, 6, 8]);
    expect(replayProblem(x, [5, 6, 7, 8], call)).toBeUndefined();
  },
);
