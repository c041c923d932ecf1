import { type Tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";
import { numericGradient } from "../kernels/reference/numeric-gradient.ts";
import { total } from "../kernels/reference/total.ts";
import { deviations } from "./deviations.ts";
import { entriesOf } from "./entries.ts";
import { gradientsOf } from "./tape.ts";

/** Of an error, relative to the largest entry of what is expected. */
export interface Allowed {
  readonly value: number;
  readonly gradient: number;
}

const usual: Allowed = { value: 2e-6, gradient: 1e-4 };
const smallestCosine = 0.999999;
/** Below it a gradient has no direction that central differences know. */
const smallestSize = 1e-9;

/**
 * One line for every way in which a function of some variables differs from its float64 reference: in its values, or,
 * for a random upstream gradient, in the gradient of a variable by tfjs's tape from that by central differences.
 *
 * @param reference from the entries of each variable to those of the result, all flat row-major
 */
export function differences(
  variables: readonly Variable[],
  evaluate: () => Tensor,
  reference: (...entries: number[][]) => number[],
  allowed: Allowed = usual,
): string[] {
  const entries = variables.map(entriesOf);
  const expected = reference(...entries);
  const values = tidy(() => entriesOf(evaluate()));
  const wrongValues = deviations("the value", values, expected, allowed.value);
  if (values.length !== expected.length) return wrongValues;
  const upstream = normals(randomStream(0, "upstream"), expected.length);
  const gradients = gradientsOf(variables, evaluate, upstream);
  const objective = (at: number[][]): number => total(reference(...at).map((y, i) => y * upstream[i]!));
  const wrongGradients = variables.flatMap((_, i) => {
    const [name, got] = [`the gradient in variable ${i}`, gradients[i]!];
    const numeric = numericGradient((x) => objective(entries.with(i, [...x])), entries[i]!);
    return [...deviations(name, got, numeric, allowed.gradient), ...turn(name, got, numeric)];
  });
  return [...wrongValues, ...wrongGradients];
}

/** By the angle between two gradients, which a wrong scale of all entries would leave alone. */
function turn(name: string, got: number[], expected: number[]): string[] {
  const [size, expectedSize] = [Math.hypot(...got), Math.hypot(...expected)];
  if (expectedSize < smallestSize) return [];
  const cosine = total(got.map((x, i) => (x / size) * (expected[i]! / expectedSize)));
  return cosine >= smallestCosine ? [] : [`${name} is turned: the cosine is ${cosine}`];
}
