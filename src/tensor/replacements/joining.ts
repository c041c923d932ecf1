import { backend_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { numbersOf } from "./attributes.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, listOf, type Replacement } from "./replacement.ts";
import { type CopyAxis, stridedCopy } from "./strided-copy.ts";

function areNumeric(tensors: readonly TensorInfo[]): boolean {
  return tensors.every((each) => isNumeric(each) && each.dtype === tensors[0]!.dtype);
}

/** Seen as rows: the part of `width` entries in each row of a tensor that is joined of parts. */
interface Part {
  readonly rows: number;
  readonly width: number;
  readonly wholeWidth: number;
}

function axesOf({ rows, width, wholeWidth }: Part, whole: "out" | "x"): CopyAxis[] {
  const row = whole === "out" ? { out: wholeWidth, x: width } : { out: width, x: wholeWidth };
  return [
    { size: rows, ...row },
    { size: width, out: 1, x: 1 },
  ];
}

/** Writes the parts side by side into the rows of `out`, of which there are as many as entries before the axis. */
function join(
  backend: AcceleratedBackend,
  out: TensorInfo,
  parts: readonly TensorInfo[],
  rows: number,
): void {
  if (rows === 0) return;
  const wholeWidth = backend.sizeOf(out) / rows;
  let offset = 0;
  for (const part of parts) {
    const width = backend.sizeOf(part) / rows;
    stridedCopy(backend, out, part, axesOf({ rows, width, wholeWidth }, "out"), { out: offset });
    offset += width;
  }
}

/** New tensors of these shapes with what lies side by side in the rows of x. */
function separate(
  backend: AcceleratedBackend,
  x: TensorInfo,
  shapes: readonly number[][],
  rows: number,
): TensorInfo[] {
  const wholeWidth = backend.sizeOf(x) / rows;
  let offset = 0;
  return shapes.map((shape) => {
    const part = backend.output(shape, x.dtype);
    const width = backend.sizeOf(part) / rows;
    stridedCopy(backend, part, x, axesOf({ rows, width, wholeWidth }, "x"), { x: offset });
    offset += width;
    return part;
  });
}

function rowsBefore(axis: number, shape: readonly number[]): number {
  return util.sizeFromShape(shape.slice(0, axis));
}

const concat: Replacement = {
  name: "Concat",
  run(backend, inputs, attributes, stock) {
    const parts = listOf(inputs);
    if (!areNumeric(parts)) return callKernel(stock, backend, inputs, attributes);
    const [first, shapes] = [parts[0]!, parts.map(({ shape }) => shape)];
    const axis = util.parseAxisParam(Number(attributes.axis), first.shape)[0]!;
    backend_util.assertParamsConsistent(shapes, axis);
    const out = backend.output(backend_util.computeOutShape(shapes, axis), first.dtype);
    join(backend, out, parts, rowsBefore(axis, first.shape));
    return out;
  },
};

const pack: Replacement = {
  name: "Pack",
  run(backend, inputs, attributes, stock) {
    const parts = listOf(inputs);
    if (!areNumeric(parts)) return callKernel(stock, backend, inputs, attributes);
    const { shape, dtype } = parts[0]!;
    for (const part of parts) util.assertShapesMatch(shape, part.shape, "stack: ");
    const axis = util.parseAxisParam(Number(attributes.axis), [...shape, 1])[0]!;
    const out = backend.output([...shape.slice(0, axis), parts.length, ...shape.slice(axis)], dtype);
    join(backend, out, parts, rowsBefore(axis, shape));
    return out;
  },
};

const unpack: Replacement = {
  name: "Unpack",
  run(backend, inputs, attributes, stock) {
    const value = inputs.value!;
    if (!isNumeric(value)) return stock.kernelFunc({ inputs, backend, attrs: attributes });
    const axis = util.parseAxisParam(Number(attributes.axis), value.shape)[0]!;
    const shape = value.shape.filter((_, at) => at !== axis);
    const shapes = new Array<number[]>(value.shape[axis]!).fill(shape);
    return separate(backend, value, shapes, rowsBefore(axis, value.shape));
  },
};

/** How long each part is along the axis. One size may be −1: the rest, which tfjs knows only after the others. */
function partSizes(x: TensorInfo, given: unknown, axis: number): number[] {
  if (typeof given === "number") return backend_util.prepareSplitSize(x, given, axis);
  const sizes = numbersOf(given);
  const rest = sizes.reduce((left, size) => (size === -1 ? left : left - size), x.shape[axis]!);
  const resolved = sizes.map((size) => (size === -1 ? rest : size));
  const isAmbiguous = sizes.indexOf(-1) !== sizes.lastIndexOf(-1);
  if (isAmbiguous || resolved.some((size) => size < 0)) {
    throw new RangeError(`the sizes [${sizes}] do not split the axis ${axis} of [${x.shape}]`);
  }
  return backend_util.prepareSplitSize(x, resolved, axis);
}

const split: Replacement = {
  name: "SplitV",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (!isNumeric(x)) return stock.kernelFunc({ inputs, backend, attrs: attributes });
    const axis = util.parseAxisParam(Number(attributes.axis), x.shape)[0]!;
    const sizes = partSizes(x, attributes.numOrSizeSplits, axis);
    const shapes = sizes.map((size) => x.shape.map((own, at) => (at === axis ? size : own)));
    return separate(backend, x, shapes, rowsBefore(axis, x.shape));
  },
};

/** tfjs-backend-wasm copies these in JavaScript. */
export const joiningKernels: readonly Replacement[] = [concat, pack, split, unpack];
