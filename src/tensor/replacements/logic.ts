import { type BroadcastKernel, broadcast } from "./broadcast.ts";
import { callKernel, type Replacement } from "./replacement.ts";

function connective(name: string, kernel: BroadcastKernel): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const [a, b] = [inputs.a!, inputs.b!];
      if (a.dtype !== "bool" || b.dtype !== "bool") return callKernel(stock, backend, inputs, attributes);
      return broadcast(backend, kernel, a, b);
    },
  };
}

const negation: Replacement = {
  name: "LogicalNot",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (x.dtype !== "bool") return callKernel(stock, backend, inputs, attributes);
    const out = backend.output(x.shape, "bool");
    backend.kernels.logicalNot(backend.address(out), backend.address(x), backend.sizeOf(x));
    return out;
  },
};

export const logicKernels: readonly Replacement[] = [
  connective("LogicalAnd", "logicalAnd"),
  connective("LogicalOr", "logicalOr"),
  connective("LogicalXor", "logicalXor"),
  negation,
];
