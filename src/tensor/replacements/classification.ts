import { filled } from "./fill.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

type ClassificationKernel = "findFinite" | "findInfinite" | "findNaN";

/** @param ofOthers of every int32 and bool */
function classification(name: string, kernel: ClassificationKernel, ofOthers: boolean): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
      if (x.dtype !== "float32") return filled(backend, x.shape, "bool", Number(ofOthers));
      const out = backend.output(x.shape, "bool");
      backend.kernels[kernel](backend.address(out), backend.address(x), backend.sizeOf(x));
      return out;
    },
  };
}

/** tfjs-backend-wasm reads int32 and bool as float32, of which it reads more than there are. */
export const classificationKernels: readonly Replacement[] = [
  classification("IsFinite", "findFinite", true),
  classification("IsInf", "findInfinite", false),
  classification("IsNan", "findNaN", false),
];
