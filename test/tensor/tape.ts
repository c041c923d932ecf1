import { mul, sum, type Tensor, tensor, tidy, type Variable, variableGrads } from "@tensorflow/tfjs-core";
import { entriesOf } from "./entries.ts";

/** The gradients of Σ upstream · evaluate() in some variables, by tfjs's tape; upstream is 1 unless given. */
export function gradientsOf(
  variables: readonly Variable[],
  evaluate: () => Tensor,
  upstream?: Float32Array,
): number[][] {
  return tidy(() => {
    const { grads } = variableGrads(() => {
      const result = evaluate();
      return sum(upstream === undefined ? result : mul(result, tensor(upstream, result.shape)));
    }, [...variables]);
    return variables.map(({ name }) => entriesOf(grads[name]!));
  });
}

/** The gradient of Σ evaluate() in one variable, as a tensor. */
export function gradientTensor(x: Variable, evaluate: () => Tensor): Tensor {
  return tidy(() => variableGrads(() => sum(evaluate()), [x]).grads[x.name]!);
}
