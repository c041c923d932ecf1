import type { DatasetSpec } from "./spec.ts";

/** The sizes that a spec states, as errors name them: "observations of size 4 and 2 discrete actions". */
export function describeSizes({
  observationSize,
  actions,
}: Pick<DatasetSpec, "observationSize" | "actions">): string {
  const space =
    actions.kind === "discrete" ? `${actions.count} discrete actions` : `actions of size ${actions.size}`;
  return `observations of size ${observationSize} and ${space}`;
}
