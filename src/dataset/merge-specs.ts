import { DatasetError } from "./dataset-error.ts";
import { hardlyChanges, type ObservationStatistics } from "./observation-statistics.ts";
import { type ContinuousActions, type DatasetSpec, type DiscreteActions, unscaled } from "./spec.ts";

type Spaces = Omit<DatasetSpec, keyof ObservationStatistics>;

/**
 * What fits all of several specs: of discrete actions the largest number, of continuous ones the outermost bounds. Throws a
 * DatasetError that names the entry of `name` whose observations, kind or names of actions, or scaling of rewards are others
 * than those of the first.
 */
export function mergeSpaces(name: string, specs: readonly DatasetSpec[]): Spaces {
  const [first] = specs;
  if (first === undefined) throw new DatasetError(`${name} must have at least one entry; got 0`);
  specs.forEach((spec, index) => {
    checkEqual(`${name}[${index}]`, describe(spec), `${name}[0]`, describe(first));
  });
  const { observationSize, rewardScaling } = first;
  const spaces = specs.map((spec) => spec.actions);
  spaces.reduce(
    (known, space, index) => commonLabels(`${name}[${index}]`, known, labelsOf(space)),
    labelsOf(spaces[0]!),
  );
  const actions = spaces.reduce(uniteActions);
  return { observationSize, actions, ...(rewardScaling && { rewardScaling }) };
}

function checkEqual(name: string, got: string, reference: string, expected: string): void {
  if (got === expected) return;
  throw new DatasetError(`${name} must have ${expected}, as ${reference}; got ${got}`);
}

function describe({ observationSize, actions, rewardScaling }: DatasetSpec): string {
  const space = actions.kind === "discrete" ? "discrete actions" : `actions of size ${actions.size}`;
  const { multiplier, offset } = rewardScaling ?? unscaled;
  return `observations of size ${observationSize}, ${space} and rewards · ${multiplier} + ${offset}`;
}

type Actions = DiscreteActions | ContinuousActions;

function labelsOf(actions: Actions): readonly string[] {
  return (actions.kind === "discrete" && actions.labels) || [];
}

/** The longer list of names. Labels are indexed in the order of each log's own texts, so that one index may mean two. */
function commonLabels(name: string, known: readonly string[], labels: readonly string[]): readonly string[] {
  const odd = labels.findIndex((label, action) => label !== (known[action] ?? label));
  if (odd < 0) return labels.length > known.length ? labels : known;
  throw new DatasetError(
    `action ${odd} of ${name} must be called "${known[odd]}", as in those before; got "${labels[odd]}": map the texts to ` +
      "the same integers in all logs",
  );
}

/** The larger set of discrete actions, or the outermost bounds of continuous ones; the first where kinds differ. */
export function uniteActions(a: Actions, b: Actions): Actions {
  if (a.kind === "discrete" || b.kind === "discrete") {
    return a.kind === "discrete" && b.kind === "discrete" && a.count < b.count ? b : a;
  }
  return {
    ...a,
    low: a.low.map((bound, i) => Math.min(bound, b.low[i]!)),
    high: a.high.map((bound, i) => Math.max(bound, b.high[i]!)),
  };
}

/**
 * Mean and deviation of a mixture: μ = Σ wᵢ μᵢ and σ² = Σ wᵢ (σᵢ² + (μᵢ − μ)²).
 *
 * @param weights one for each spec, of sum 1
 */
export function mixedStatistics(
  specs: readonly DatasetSpec[],
  weights: readonly number[],
): ObservationStatistics {
  const weighted = (of: (spec: DatasetSpec) => number): number =>
    specs.reduce((sum, spec, index) => sum + weights[index]! * of(spec), 0);
  const columns = Array.from({ length: specs[0]?.observationSize ?? 0 }, (_, i) => {
    const mean = weighted((spec) => spec.observationMean[i]!);
    const variance = weighted(({ observationMean, observationStd }) => {
      const [shift, std] = [observationMean[i]! - mean, observationStd[i]!];
      return std * std + shift * shift;
    });
    return { mean, std: Math.sqrt(variance) };
  });
  return {
    observationMean: columns.map(({ mean }) => mean),
    observationStd: columns.map((column) => (hardlyChanges(column) ? 0 : column.std)),
  };
}
