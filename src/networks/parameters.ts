import {
  dispose,
  fill,
  type Rank,
  type ShapeMap,
  tensor1d,
  tidy,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { acceleratedBackend } from "../tensor/backend.ts";
import { variableName } from "./variable-name.ts";

/** Makes a trained variable with one value in all its entries, 0 unless given. */
export type MakeParameter = <R extends Rank>(
  label: string,
  shape: ShapeMap[R],
  value?: number,
) => Variable<R>;

/** The variables that were made, in order. */
export interface Parameters {
  readonly variables: readonly Variable[];
}

/** What `make` builds of parameters, with all of them; where the heap has no room for one of them, none stays. */
export function parameters<Made extends object>(make: (parameter: MakeParameter) => Made): Made & Parameters {
  const variables: Variable[] = [];
  const parameter: MakeParameter = <R extends Rank>(label: string, shape: ShapeMap[R], value = 0) => {
    const made = variable<R>(fill<R>(shape, value), true, variableName(label));
    variables.push(made);
    return made;
  };
  try {
    return tidy(() => ({ ...make(parameter), variables }));
  } catch (error) {
    // a tidy leaves variables alone
    dispose(variables);
    throw error;
  }
}

/** Draws every entry uniformly from ±bound. */
export function drawUniform(parameter: Variable, bound: number, random: RandomStream): void {
  const entries = acceleratedBackend().floats(parameter);
  for (let i = 0; i < entries.length; i++) entries[i] = bound * (2 * random.uniform() - 1);
}

/** A variable that training does not change, such as a statistic of the log or a bound. */
export function constantVector(label: string, values: readonly number[]): Variable<Rank.R1> {
  return tidy(() => variable(tensor1d([...values]), false, variableName(label)));
}
