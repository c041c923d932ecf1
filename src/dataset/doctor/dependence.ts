import type { Dataset } from "../dataset.ts";
import { dependentComponents } from "./dependent-components.ts";
import type { Finding } from "./finding.ts";

/** Components of actions or observations that repeat what others say. */
export function checkDependence({ actions, observations, rows, spec }: Dataset): Finding[] {
  const { observationSize } = spec;
  const repeated = dependentComponents({ values: observations, rows, size: observationSize });
  const bound =
    actions instanceof Float32Array && spec.actions.kind === "continuous"
      ? dependentComponents({ values: actions, rows, size: spec.actions.size })
      : [];
  return [
    ...(bound.length > 0 ? [dependentActions(bound)] : []),
    ...(repeated.length > 0 ? [dependentObservations(repeated, observationSize)] : []),
  ];
}

function dependentActions(components: readonly number[]): Finding {
  return {
    code: "dependent-actions",
    severity: "warning",
    column: "actions",
    components,
    message: `components [${components.join(", ")}] of actions are copies or linear combinations of the others`,
    evidence: { dependent: components.length },
    consequence:
      "the log never shows these components varied on their own: values of actions off that plane are guesses, and a density on it is infinite",
    remedy:
      "leave the dependent components out of the actions, and compute them from the others where the policy acts",
  };
}

function dependentObservations(components: readonly number[], size: number): Finding {
  return {
    code: "dependent-observations",
    severity: "note",
    column: "observations",
    components,
    message: `components [${components.join(", ")}] of observations are copies or linear combinations of the others`,
    evidence: { dependent: components.length, size },
    consequence: "they tell a policy nothing more; networks and models get larger than they need to be",
    remedy: "leave them out, unless they are there to be found changed",
  };
}
