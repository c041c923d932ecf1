import { numbersOf } from "./attributes.ts";
import { fill } from "./fill.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";
import { offsetOf, stridedCopy, stridesOf } from "./strided-copy.ts";

/** A tensor amid a constant. What tfjs-backend-wasm does cannot be replayed. */
export const padKernel: Replacement = {
  name: "PadV2",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
    const { paddings, constantValue } = attributes;
    const around = Array.isArray(paddings) ? paddings.map(numbersOf) : [];
    if (around.flat().some((count) => count < 0))
      throw new RangeError(`a padding of [${around}] is negative`);
    const shape = x.shape.map((size, axis) => around[axis]![0]! + size + around[axis]![1]!);
    const out = backend.output(shape, x.dtype);
    fill(backend, out, Number(constantValue));
    const [strides, own] = [stridesOf(shape), stridesOf(x.shape)];
    const axes = x.shape.map((size, axis) => ({ size, out: strides[axis]!, x: own[axis]! }));
    const first = around.map(([before]) => before!);
    stridedCopy(backend, out, x, axes, { out: offsetOf(first, strides) });
    return out;
  },
};
