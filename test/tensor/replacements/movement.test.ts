import {
  type DataType,
  memory,
  reverse,
  slice,
  stridedSlice,
  type Tensor,
  tensor,
  tile,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { at, build, type Shaped, sizeOf } from "../reference/shaped.ts";
import { specialNumbers } from "../special-numbers.ts";

await init();

/** Entries that are all different where the type allows it, float32 with special numbers among them. */
function draw(shape: number[], dtype: DataType = "float32"): Tensor {
  const stream = randomStream(0, `${shape} ${dtype}`);
  const entries = Array.from({ length: sizeOf(shape) }, (_, i) => {
    if (dtype === "bool") return stream.integer(2);
    if (dtype === "int32") return 2 ** 30 + i;
    return stream.integer(8) === 0 ? specialNumbers[stream.integer(specialNumbers.length)]! : i + 0.5;
  });
  return tensor(entries, shape, dtype);
}

interface Movement {
  readonly title: string;
  readonly shape: number[];
  op(x: Tensor): Tensor;
  /** The shape of the result, and where the entry at a place of it comes from. */
  readonly result: number[];
  source(place: number[]): number[];
}

function transposition(shape: number[], permutation: number[]): Movement {
  return {
    title: `transpose of [${shape}] by [${permutation}]`,
    shape,
    op: (x) => transpose(x, permutation),
    result: permutation.map((axis) => shape[axis]!),
    source: (place) => shape.map((_, axis) => place[permutation.indexOf(axis)]!),
  };
}

function part(shape: number[], begin: number[], size: number[]): Movement {
  return {
    title: `slice of [${size}] from [${begin}] of [${shape}]`,
    shape,
    op: (x) => slice(x, begin, size),
    result: size,
    source: (place) => place.map((i, axis) => i + begin[axis]!),
  };
}

function reversal(shape: number[], axes: number[], given: number | number[] | undefined): Movement {
  return {
    title: `reverse of [${shape}] along ${given}`,
    shape,
    op: (x) => reverse(x, given),
    result: shape,
    source: (place) => place.map((i, axis) => (axes.includes(axis) ? shape[axis]! - 1 - i : i)),
  };
}

function tiling(shape: number[], copies: number[]): Movement {
  return {
    title: `tile of [${shape}] by [${copies}]`,
    shape,
    op: (x) => tile(x, copies),
    result: shape.map((size, axis) => size * copies[axis]!),
    source: (place) => place.map((i, axis) => i % shape[axis]!),
  };
}

/** @param first where the first entry comes from; @param steps from one to the next along each axis of x */
function strided(
  shape: number[],
  title: string,
  op: (x: Tensor) => Tensor,
  result: number[],
  source: (place: number[]) => number[],
): Movement {
  return { title: `stridedSlice ${title} of [${shape}]`, shape, op, result, source };
}

const movements: Movement[] = [
  transposition([], []),
  transposition([3], [0]),
  transposition([2, 3], [1, 0]),
  transposition([33, 20], [1, 0]),
  transposition([7, 1], [1, 0]),
  transposition([0, 3], [1, 0]),
  transposition([5, 6, 7], [0, 2, 1]),
  transposition([5, 6, 7], [1, 0, 2]),
  transposition([5, 6, 7], [2, 0, 1]),
  transposition([5, 6, 7], [2, 1, 0]),
  transposition([4, 3, 5, 6], [3, 1, 0, 2]),
  transposition([4, 1, 5, 6], [2, 3, 1, 0]),
  transposition([2, 3, 4, 5, 6], [4, 2, 0, 3, 1]),
  transposition([2, 3, 4, 5, 6], [3, 1, 4, 2, 0]),
  transposition([2, 3, 2, 3, 2, 3], [5, 3, 1, 4, 2, 0]),
  part([5], [1], [3]),
  part([5], [2], [0]),
  part([4, 6], [1, 2], [3, 3]),
  part([4, 6], [1, 0], [2, 6]),
  part([4, 6], [0, 0], [4, 6]),
  part([4, 1, 6], [0, 0, 5], [4, 1, 1]),
  part([2, 3, 4, 5], [1, 1, 1, 1], [1, 2, 2, 4]),
  part([2, 3, 4, 5, 2], [0, 1, 1, 1, 0], [2, 2, 2, 4, 1]),
  part([3, 3, 3, 3, 3, 3], [1, 0, 1, 0, 1, 0], [2, 2, 2, 2, 2, 2]),
  reversal([], [], undefined),
  reversal([9], [0], 0),
  reversal([2, 5], [0, 1], undefined),
  reversal([2, 5], [0], 0),
  reversal([2, 5], [1], -1),
  reversal([2, 0, 5], [1], 1),
  reversal([2, 3, 4, 5], [1, 3], [1, -1]),
  reversal([2, 3, 4, 5, 2], [0, 2, 4], [0, 2, 4]),
  tiling([], []),
  tiling([3], [4]),
  tiling([3], [0]),
  tiling([1, 17], [5, 1]),
  tiling([17, 1], [1, 9]),
  tiling([2, 3], [3, 2]),
  tiling([2, 3, 4], [2, 1, 3]),
  tiling([2, 3, 2, 3], [2, 3, 2, 2]),
  tiling([2, 1, 2, 1, 3], [2, 3, 1, 2, 2]),
  strided(
    [9],
    "from the end by −2",
    (x) => stridedSlice(x, [8], [0], [-2]),
    [4],
    ([i]) => [8 - 2 * i!],
  ),
  strided(
    [9],
    "of everything, reversed by masks",
    (x) => stridedSlice(x, [0], [0], [-1], 1, 1),
    [9],
    ([i]) => [8 - i!],
  ),
  strided(
    [9],
    "from a negative begin to a negative end",
    (x) => stridedSlice(x, [-5], [-1], [2]),
    [2],
    ([i]) => [4 + 2 * i!],
  ),
  strided(
    [9],
    "beyond the end",
    (x) => stridedSlice(x, [3], [100], [4]),
    [2],
    ([i]) => [3 + 4 * i!],
  ),
  strided(
    [9],
    "that is empty",
    (x) => stridedSlice(x, [5], [3], [1]),
    [0],
    (place) => place,
  ),
  strided(
    [4, 6],
    "by 2 and −3",
    (x) => stridedSlice(x, [0, 5], [4, 0], [2, -3]),
    [2, 2],
    ([i, j]) => [2 * i!, 5 - 3 * j!],
  ),
  strided(
    [4, 6],
    "of the first axis alone",
    (x) => stridedSlice(x, [1], [4], [2]),
    [2, 6],
    ([i, j]) => [1 + 2 * i!, j!],
  ),
  strided(
    [4, 6],
    "of a single index, whose axis goes",
    (x) => stridedSlice(x, [-1, 1], [0, 6], [1, 2], 0, 0, 0, 0, 1),
    [3],
    ([j]) => [3, 1 + 2 * j!],
  ),
  strided(
    [4, 6],
    "of a single column",
    (x) => stridedSlice(x, [0, 2], [4, 3], [1, 1], 0, 0, 0, 0, 2),
    [4],
    ([i]) => [i!, 2],
  ),
  strided(
    [4, 6],
    "with a new axis",
    (x) => stridedSlice(x, [0, 0, 0], [4, 0, 6], [3, 1, 5], 0, 0, 0, 2),
    [2, 1, 2],
    ([i, _, j]) => [3 * i!, 5 * j!],
  ),
  strided(
    [2, 3, 4, 5],
    "with an ellipsis",
    (x) => stridedSlice(x, [1, 0, 4], [2, 0, 0], [1, 1, -2], 0, 0, 2),
    [1, 3, 4, 2],
    ([_, j, k, l]) => [1, j!, k!, 4 - 2 * l!],
  ),
  strided(
    [2, 3, 4, 5, 3],
    "of five axes",
    (x) => stridedSlice(x, [1, 2, 3, 4, 2], [-3, 0, 0, 0, 0], [-1, -1, -2, -3, -2]),
    [2, 2, 2, 2, 1],
    ([i, j, k, l]) => [1 - i!, 2 - j!, 3 - 2 * k!, 4 - 3 * l!, 2],
  ),
];
const types = ["float32", "int32", "bool"] as const;

function expected({ result, source }: Movement, x: Tensor): Shaped {
  return build(result, (place) => at(shapedOf(x), source(place)));
}

test.for(movements.flatMap((each) => types.map((dtype) => ({ ...each, dtype }))))(
  "$title, $dtype: the entries to the bit, in one new piece of data at most",
  ({ dtype, ...movement }) => {
    const x = draw(movement.shape, dtype);
    const before = memory();
    const got = movement.op(x);
    expect(got).toMatchObject({ shape: movement.result, dtype });
    expect(entriesOf(got)).toEqual(expected(movement, x).entries);
    got.dispose();
    expect(memory()).toEqual(before);
  },
);

test.for(movements.filter(({ shape }) => sizeOf(shape) > 0))("$title can be captured", (movement) => {
  const x = draw(movement.shape);
  const captured = capture(() => movement.op(x));
  const other = acceleratedBackend()
    .floats(x)
    .map((_, i) => -i);
  acceleratedBackend().floats(x).set(other);
  captured.run();
  expect(entriesOf(captured.result)).toEqual(expected(movement, x).entries);
});

test.for([
  { title: "a transposition of axes of length 1", op: (x: Tensor) => transpose(x, [1, 2, 0]) },
  { title: "a slice of everything", op: (x: Tensor) => slice(x, [0, 0, 0]) },
  { title: "a single copy", op: (x: Tensor) => tile(x, [1, 1, 1]) },
])("$title shares the data, and does not end with it", ({ op }) => {
  const x = tensor([1, 2, 3], [1, 3, 1]);
  const got = op(x);
  expect(got.dataId).toBe(x.dataId);
  x.dispose();
  expect(entriesOf(got)).toEqual([1, 2, 3]);
});

test("strings are left to tfjs", () => {
  expect(slice(tensor(["a", "b", "c"], [3], "string"), 1).dataSync()).toEqual(["b", "c"]);
});

test.for([
  { begin: [1, 0], size: [2, 2] },
  { begin: [0, -2], size: [1, 1] },
  { begin: [3, 0], size: [-1, 1] },
])(
  "a slice of $size from $begin beyond [2, 3] is refused, where tfjs would read what lies there",
  (given) => {
    expect(() => slice(zeros([2, 3]), given.begin, given.size)).toThrow(RangeError);
  },
);
