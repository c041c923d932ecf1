import {
  dispose,
  engine,
  keep,
  type Scalar,
  Tensor,
  tidy,
  Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { refuseUnknown } from "../kernels/options.ts";
import { checkPositive } from "../kernels/shape.ts";
import type { Adam } from "./adam.ts";
import { clipByGlobalNorm } from "./clip-by-global-norm.ts";
import { checkFinite } from "./finite.ts";

/** A loss, and parts of it or diagnostics beside it that are to be known after the step. */
export interface Loss {
  readonly [part: string]: Scalar;
  readonly loss: Scalar;
}

/** How a step is made. Nothing has to be given. */
export interface MinimizeOptions {
  /** Gradients whose common norm exceeds it are scaled to it, and `gradientNorm` is returned; see `clipByGlobalNorm`. */
  readonly maximumGradientNorm?: number | undefined;
}

/** What a step returns for a loss and its parts. */
export type Minimized<Parts> = { [Part in keyof Parts]: Scalar };

/**
 * One gradient step on a loss; returns the loss and what comes with it, before the step. A loss or gradient that is not
 * finite throws a `NonFiniteError` that names it and the step, and leaves the variables as they were.
 *
 * @param name what the loss is called in an error
 */
export function minimize<Parts extends Loss>(
  name: string,
  optimizer: Adam,
  evaluate: () => Parts,
  options?: { readonly maximumGradientNorm?: undefined },
): Minimized<Parts>;
/** With a maximum, the norm of the gradients before they are scaled comes as `gradientNorm`. */
export function minimize<Parts extends Loss>(
  name: string,
  optimizer: Adam,
  evaluate: () => Parts,
  options: { readonly maximumGradientNorm: number },
): Minimized<Parts> & { gradientNorm: Scalar };
export function minimize<Parts extends Loss>(
  name: string,
  optimizer: Adam,
  evaluate: () => Parts,
  options: MinimizeOptions,
): Minimized<Parts> & { gradientNorm?: Scalar };
export function minimize(
  name: string,
  optimizer: Adam,
  evaluate: () => Loss,
  options: MinimizeOptions = {},
): Record<string, Scalar> {
  const limit = maximumOf(options);
  // the tape's tidy frees what it does not return
  const kept: Record<string, Scalar> = {};
  const evaluateAndKeep = (): Scalar => {
    const { loss, ...parts } = checkedLoss(evaluate());
    if (limit !== undefined && "gradientNorm" in parts) {
      throw new RangeError(
        "gradientNorm is the norm of the gradients; the function of minimize must not return it",
      );
    }
    for (const [part, tensor] of Object.entries(parts)) kept[part] = keep(tensor.clone());
    // a variable would come back as itself, with what the step makes of it
    return loss instanceof Variable ? loss.clone() : loss;
  };
  try {
    return tidy(() => ({ ...descend(name, optimizer, evaluateAndKeep, limit), ...clonesOf(kept) }));
  } finally {
    dispose(kept);
    disposeTape();
  }
}

function maximumOf(options: MinimizeOptions): number | undefined {
  refuseUnknown("minimize", "option", options, ["maximumGradientNorm"]);
  const { maximumGradientNorm } = options;
  if (maximumGradientNorm !== undefined) checkPositive("maximumGradientNorm", maximumGradientNorm);
  return maximumGradientNorm;
}

/** JavaScript lets a function return anything, such as the loss alone. */
function checkedLoss(result: Loss): Loss {
  const parts: Record<string, unknown> = result instanceof Tensor ? {} : { ...result };
  const names = Object.keys(parts);
  if (!names.includes("loss"))
    throw wrongResult(names.length > 0 ? `{ ${names.join(", ")} }` : shown(result));
  for (const [name, part] of Object.entries(parts)) {
    if (!(part instanceof Tensor && part.rank === 0)) throw wrongResult(`${shown(part)} as ${name}`);
  }
  return result;
}

function wrongResult(got: string): TypeError {
  return new TypeError(`the function of minimize must return { loss, … }: scalars; got ${got}`);
}

function shown(value: unknown): string {
  return value instanceof Tensor ? `a tensor of shape [${value.shape}]` : String(value);
}

/** tfjs frees what its tape has saved only when there is no error on the way back. */
function disposeTape(): void {
  const { activeTape, gradientDepth } = engine().state;
  if (gradientDepth === 0) for (const { saved } of activeTape ?? []) dispose(saved ?? []);
}

/** Returns the loss before the step, and the norm of its gradients where that is limited. */
function descend(
  name: string,
  optimizer: Adam,
  evaluate: () => Scalar,
  limit: number | undefined,
): Record<string, Scalar> {
  const { value, gradients } = differentiate(name, optimizer, evaluate);
  if (limit === undefined) {
    optimizer.step(gradients);
    return { loss: value };
  }
  const clipped = clipByGlobalNorm(gradients, limit);
  optimizer.step(clipped.gradients);
  return { loss: value, gradientNorm: clipped.norm };
}

function differentiate(
  name: string,
  optimizer: Adam,
  evaluate: () => Scalar,
): { value: Scalar; gradients: Tensor[] } {
  const step = (): number => optimizer.steps() + 1;
  const { value, grads } = variableGrads(evaluate, [...optimizer.variables]);
  checkFinite(name, value, step);
  const gradients = optimizer.variables.map((variable) => {
    const gradient = grads[variable.name];
    if (gradient == null) throw new Error(`${name} does not depend on the ${variable.name}`);
    checkFinite(`the gradient of ${name} in the ${variable.name}`, gradient, step);
    return gradient;
  });
  return { value, gradients };
}

function clonesOf(tensors: Record<string, Scalar>): Record<string, Scalar> {
  return Object.fromEntries(Object.entries(tensors).map(([part, tensor]) => [part, tensor.clone()]));
}
