import type { DatasetSpec } from "../dataset/spec.ts";
import { checkedSpec } from "./checked-spec.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";

const compared: readonly (keyof DatasetSpec)[] = [
  "observationSize",
  "observationMean",
  "observationStd",
  "actions",
];

/**
 * Throws a TypeError where the behavior policy that an algorithm is constrained by is missing, and a RangeError where it was made
 * for another log: its densities would be those of other actions in other states.
 */
export function checkBehavior(
  algorithm: string,
  spec: DatasetSpec,
  behavior: { readonly spec: DatasetSpec },
): void {
  if (behavior?.spec === undefined)
    throw new TypeError(`${algorithm}'s behavior must be a learner of behavior cloning; got ${behavior}`);
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
