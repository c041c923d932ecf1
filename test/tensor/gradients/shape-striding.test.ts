import { grad, reverse, square, stridedSlice, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { entriesOf, vectorOf } from "../entries.ts";
import { at, build } from "../reference/shaped.ts";

await init();

interface Slicing {
  readonly shape: number[];
  readonly op: (x: Tensor) => Tensor;
  readonly result: number[];
  readonly source: (place: number[]) => number[];
}

// biome-ignore format: one a line
const slicings: Slicing[] = [
  { shape: [9], op: (x) => stridedSlice(x, [1], [9], [3]), result: [3], source: ([i]) => [1 + 3 * i!] },
  { shape: [9], op: (x) => stridedSlice(x, [-1], [0], [-2]), result: [4], source: ([i]) => [8 - 2 * i!] },
  { shape: [9], op: (x) => stridedSlice(x, [0], [0], [-1], 1, 1), result: [9], source: ([i]) => [8 - i!] },
  { shape: [9], op: (x) => stridedSlice(x, [5], [5], [1]), result: [0], source: (place) => place },
  { shape: [4, 6], op: (x) => stridedSlice(x, [3, 1], [0, 6], [-2, 2]), result: [2, 3], source: ([i, j]) => [3 - 2 * i!, 1 + 2 * j!] },
  { shape: [4, 6], op: (x) => stridedSlice(x, [2, 1], [0, 6], [1, 2], 0, 0, 0, 0, 1), result: [3], source: ([j]) => [2, 1 + 2 * j!] },
  { shape: [4, 6], op: (x) => stridedSlice(x, [0, 0, 0], [4, 0, 6], [3, 1, 5], 0, 0, 0, 2), result: [2, 1, 2], source: ([i, _, j]) => [3 * i!, 5 * j!] },
  { shape: [2, 3, 2, 5], op: (x) => stridedSlice(x, [1, 4], [2, 0], [1, -2], 0, 0, 0), result: [1, 1, 2, 5], source: ([_, __, k, l]) => [1, 2, k!, l!] },
  { shape: [2, 3, 2, 5], op: (x) => stridedSlice(x, [1, 0, 4], [2, 0, 0], [1, 1, -2], 0, 0, 2), result: [1, 3, 2, 2], source: ([_, j, k, l]) => [1, j!, k!, 4 - 2 * l!] },
];

test.for(slicings)(
  "stridedSlice of [$shape] to [$result]: the entries and, within 1e-4, the gradient",
  ({ shape, op, result, source }) => {
    const x = array(randomStream(0, `${shape}`), shape);
    expect(op(x).shape).toEqual(result);
    const reference = (entries: number[]) => [
      ...build(result, (place) => at({ shape, entries }, source(place))).entries,
    ];
    expect(differences([x], () => op(x), reference)).toEqual([]);
  },
);

test.for([
  { shape: [5], axes: [0], given: 0 },
  { shape: [2, 3], axes: [0, 1], given: undefined },
  { shape: [2, 3, 4], axes: [0, 2], given: [0, -1] },
])(
  "reverse of [$shape] along $given: the entries and, within 1e-4, the gradient",
  ({ shape, axes, given }) => {
    const x = array(randomStream(0, `${shape}`), shape);
    const reference = (entries: number[]) => {
      const source = (place: number[]) =>
        place.map((i, axis) => (axes.includes(axis) ? shape[axis]! - 1 - i : i));
      return [...build(shape, (place) => at({ shape, entries }, source(place))).entries];
    };
    expect(differences([x], () => reverse(x, given), reference)).toEqual([]);
  },
);

test("their gradients can be captured", () => {
  const x = vectorOf([1, 2, 3, 4]);
  const op = (v: Tensor) => square(stridedSlice(reverse(v), [0], [4], [2]));
  const captured = capture(() => tidy(() => grad(op)(x)));
  acceleratedBackend().floats(x).set([5, 6, 7, 8]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([0, 12, 0, 16]);
});
