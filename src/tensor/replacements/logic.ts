import { type BroadcastKernel, broadcast } from "./broadcast.ts";
import { through } from "./cast.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

function connective(name: string, kernel: BroadcastKernel): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const [a, b] = [inputs.a!, inputs.b!];
      if (!isNumeric(a) || !isNumeric(b)) return callKernel(stock, backend, inputs, attributes);
      return through(backend, "bool", [a, b], (first, second) => broadcast(backend, kernel, first!, second!));
    },
  };
}

const negation: Replacement = {
  name: "LogicalNot",
  run(backend, inputs, attributes, stock) {
    const x = inputs.x!;
    if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
    const out = backend.output(x.shape, "bool");
    return through(backend, "bool", [x], (truths) => {
      backend.kernels.logicalNot(backend.address(out), backend.address(truths!), backend.sizeOf(x));
      return out;
    });
  },
};

export const logicKernels: readonly Replacement[] = [
  connective("LogicalAnd", "logicalAnd"),
  connective("LogicalOr", "logicalOr"),
  connective("LogicalXor", "logicalXor"),
  negation,
];
