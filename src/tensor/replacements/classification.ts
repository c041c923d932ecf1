import { callKernel, type Replacement } from "./replacement.ts";

function classification(name: string, kernel: "findFinite" | "findInfinite" | "findNaN"): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      if (x.dtype !== "float32") return callKernel(stock, backend, inputs, attributes);
      const out = backend.output(x.shape, "bool");
      backend.kernels[kernel](backend.address(out), backend.address(x), backend.sizeOf(x));
      return out;
    },
  };
}

export const classificationKernels: readonly Replacement[] = [
  classification("IsFinite", "findFinite"),
  classification("IsInf", "findInfinite"),
  classification("IsNan", "findNaN"),
];
