import {
  concat,
  type DataType,
  memory,
  split,
  stack,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
  unstack,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { at, build, type Shaped, sizeOf } from "../reference/shaped.ts";
import { specialNumbers } from "../special-numbers.ts";

await init();

function draw(shape: number[], dtype: DataType, first = 0): Tensor {
  const entries = Array.from({ length: sizeOf(shape) }, (_, i) => {
    if (dtype === "bool") return ((first + i) ** 2 % 3) & 1;
    if (dtype === "int32") return 2 ** 30 + first + i;
    return specialNumbers[(first + i) % 40] ?? first + i;
  });
  return tensor(entries, shape, dtype);
}

/** The parts one after another along an axis. */
function joined(parts: readonly Shaped[], axis: number): Shaped {
  const length = parts.reduce((sum, { shape }) => sum + shape[axis]!, 0);
  return build(parts[0]!.shape.with(axis, length), (place) => {
    let own = place[axis]!;
    const part = parts.find(({ shape }) => {
      if (own < shape[axis]!) return true;
      own -= shape[axis]!;
      return false;
    });
    return at(part!, place.with(axis, own));
  });
}

const types = ["float32", "int32", "bool"] as const;
const widths = [[3], [1, 4], [2, 0, 5], [0, 0], [17, 1, 2, 3]];
const shapes = [[1], [1, 5], [3, 1], [2, 1, 3], [0, 1, 2], [2, 3, 1, 2], [2, 1, 2, 3, 2]];
/** The shapes have a 1 at this axis, which is replaced by the widths. */
const places = shapes.flatMap((shape) =>
  shape.flatMap((size, axis) => (size === 1 ? widths.map((each) => ({ shape, axis, each })) : [])),
);
const cases = places.flatMap((place) => types.map((dtype) => ({ ...place, dtype })));

test.for(cases)("concat of [$each] along axis $axis of [$shape], $dtype", ({ shape, axis, each, dtype }) => {
  const parts = each.map((width, i) => draw(shape.with(axis, width), dtype, 100 * i));
  const expected = joined(parts.map(shapedOf), axis);
  for (const given of [axis, axis - shape.length]) {
    const got = concat(parts, given);
    expect(got).toMatchObject({ shape: expected.shape, dtype });
    expect(entriesOf(got)).toEqual(expected.entries);
  }
});

test.for(cases)("split into [$each] along axis $axis of [$shape], $dtype", ({ shape, axis, each, dtype }) => {
  const parts = each.map((width, i) => draw(shape.with(axis, width), dtype, 100 * i));
  const whole = concat(parts, axis);
  const got = split(whole, each, axis);
  expect(got.map((part) => part.shape)).toEqual(parts.map((part) => part.shape));
  expect(got.map((part) => part.dtype)).toEqual(parts.map((part) => part.dtype));
  expect(got.map(entriesOf)).toEqual(parts.map(entriesOf));
});

const stackShapes = [[], [1], [5], [2, 3], [3, 1, 2], [0, 2], [2, 3, 2, 2]];
const stackCases = stackShapes.flatMap((shape) =>
  [...shape, 0].flatMap((_, axis) =>
    [1, 2, 3].flatMap((count) => types.map((dtype) => ({ shape, axis, count, dtype }))),
  ),
);

test.for(stackCases)(
  "stack of $count × [$shape] along axis $axis, and unstack, $dtype",
  ({ shape, axis, count, dtype }) => {
    const parts = Array.from({ length: count }, (_, i) => draw(shape, dtype, 100 * i));
    const thin = [...shape.slice(0, axis), 1, ...shape.slice(axis)];
    const asThin = parts.map((part) => ({ shape: thin, entries: entriesOf(part) }));
    const expected = joined(asThin, axis);
    for (const given of [axis, axis - shape.length - 1]) {
      const got = stack(parts, given);
      expect(got).toMatchObject({ shape: expected.shape, dtype });
      expect(entriesOf(got)).toEqual(expected.entries);
      const apart = unstack(got, given);
      expect(apart.map((part) => part.shape)).toEqual(parts.map((part) => part.shape));
      expect(apart.map((part) => part.dtype)).toEqual(parts.map((part) => part.dtype));
      expect(apart.map(entriesOf)).toEqual(parts.map(entriesOf));
    }
  },
);

test("the rest of a split may be its first part, which tfjs-backend-wasm counts wrong", () => {
  const x = tensor1d([1, 2, 3, 4, 5]);
  for (const [sizes, expected] of [
    [
      [-1, 2],
      [
        [1, 2, 3],
        [4, 5],
      ],
    ],
    [
      [1, -1, 1],
      [[1], [2, 3, 4], [5]],
    ],
    [
      [5, -1],
      [[1, 2, 3, 4, 5], []],
    ],
  ] as const) {
    expect(split(x, [...sizes]).map(entriesOf)).toEqual(expected);
  }
});

test.for([[[2, 2]], [[-1, -1, 5]], [[7, -2]], [[6, -1]]])("a split of 5 into [%s] is refused", ([sizes]) => {
  expect(() => split(zeros([5]), sizes!)).toThrow();
});

test("an even split is a number of parts, and refused where it is none", () => {
  expect(split(tensor1d([1, 2, 3, 4]), 2).map(entriesOf)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(() => split(zeros([5]), 2)).toThrow("evenly");
});

test("strings, and parts of different types, are left to tfjs", () => {
  expect(concat([tensor1d(["a"], "string"), tensor1d(["b"], "string")]).dataSync()).toEqual(["a", "b"]);
  expect(unstack(tensor1d(["a", "b"], "string")).map((part) => part.dataSync())).toEqual([["a"], ["b"]]);
  expect(entriesOf(concat([tensor1d([1.5]), tensor1d([2], "int32")]))).toEqual([1.5, 2]);
});

test("shapes that do not join are refused", () => {
  expect(() => concat([zeros([2, 3]), zeros([2, 4])], 0)).toThrow();
  expect(() => stack([zeros([2]), zeros([3])])).toThrow();
});

const [x, y] = [tensor([1, 2, 3, 4], [2, 2]), tensor([5, 6], [2, 1])];

test.for([
  { name: "concat", op: () => concat([x, y], 1) },
  { name: "stack", op: () => stack([x, x], 1) },
  { name: "split", op: () => concat([...split(x, 2, 1)].reverse(), 0) },
  { name: "unstack", op: () => stack([...unstack(x, 1)].reverse(), 1) },
])("$name can be captured, and leaves nothing", ({ op }) => {
  const before = memory();
  const captured = capture(() => tidy(op));
  acceleratedBackend().floats(x).set([7, 8, 9, 10]);
  acceleratedBackend().floats(y).set([11, 12]);
  captured.run();
  const eager = tidy(() => entriesOf(op()));
  expect(entriesOf(captured.result)).toEqual(eager);
  expect(new Set(eager)).toContain(10);
  captured.dispose();
  expect(memory()).toEqual(before);
});
