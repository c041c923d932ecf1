import type { DatasetSpec } from "../dataset/spec.ts";
import type { Algorithm } from "./algorithm.ts";
import { checkedSpec } from "./checked-spec.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";

const compared: readonly (keyof DatasetSpec)[] = [
  "observationSize",
  "observationMean",
  "observationStd",
  "actions",
];

/** What algorithms are constrained by, and what they need of it. */
const parts = {
  behaviorCloning: "actor",
  discreteBehaviorCloning: "network",
  vaeBehaviorCloning: "vae",
} as const;

/**
 * Throws a TypeError where the behavior policy that an algorithm is constrained by is missing or another learner, and a RangeError
 * where it has been disposed of, or was made for another log: its densities would be those of other actions in other states.
 *
 * @param cloning what it has to be made by
 */
export function checkBehavior(
  algorithm: string,
  spec: DatasetSpec,
  behavior: Pick<Algorithm, "name" | "spec" | "variables">,
  cloning: keyof typeof parts,
): void {
  if (!(parts[cloning] in Object(behavior))) {
    throw new TypeError(
      `${algorithm}'s behavior must be a learner that ${cloning} returns; got ${behavior?.name ?? behavior}`,
    );
  }
  if (behavior.variables.some(({ isDisposed }) => isDisposed)) {
    throw new RangeError(`${algorithm}'s behavior must not be disposed of before it`);
  }
  for (const field of compared) {
    const [own, other] = [checkedSpec(spec), behavior.spec].map((each) => JSON.stringify(each[field]));
    if (own === other) continue;
    throw new RangeError(
      `${algorithm}'s behavior must be made for the same spec, whose ${field} is ${own}; got ${other}`,
    );
  }
}

/** Throws a RangeError where an algorithm and its behavior would see observations scaled differently. */
export function checkScaling(
  algorithm: string,
  { inputs: { isStandardized } }: { readonly inputs: ContinuousInputs },
  { standardizeObservations }: { readonly standardizeObservations: boolean },
): void {
  if (isStandardized === standardizeObservations) return;
  throw new RangeError(
    `${algorithm}'s standardizeObservations must be that of its behavior, ${isStandardized}; got ${standardizeObservations}`,
  );
}
