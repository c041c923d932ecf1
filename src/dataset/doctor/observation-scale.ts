import type { Dataset } from "../dataset.ts";
import { componentStatistics } from "./component-statistics.ts";
import type { Finding } from "./finding.ts";
import { numberText } from "./numbers.ts";

/** Deviations this far apart are in different units. */
const UNEVEN = 1000;
/** A component whose deviation is fewer float32 steps wide than this has lost digits. */
const FEWEST_STEPS = 128;
const STEPS_PER_UNIT = 2 ** 23;

/** Observations that do not vary, that vary on very different scales, or that float32 has cut short. */
export function checkObservationScale({ observations, spec }: Dataset): Finding[] {
  const statistics = Array.from({ length: spec.observationSize }, (_, i) =>
    componentStatistics(observations, spec.observationSize, i),
  );
  const cutShort = [...statistics.keys()].filter((i) => {
    const { mean, std } = statistics[i]!;
    return std > 0 && std * STEPS_PER_UNIT < FEWEST_STEPS * Math.abs(mean);
  });
  const constant = [...statistics.keys()].filter(
    (i) => spec.observationStd[i] === 0 && !cutShort.includes(i),
  );
  return [
    ...(constant.length > 0 ? [constantObservations(constant, spec.observationSize)] : []),
    ...(cutShort.length > 0 ? [lostPrecision(cutShort, statistics)] : []),
    ...unevenObservations(spec.observationStd),
  ];
}

function constantObservations(components: readonly number[], size: number): Finding {
  const all = components.length === size;
  return {
    code: "constant-observations",
    severity: all ? "warning" : "note",
    column: "observations",
    components,
    message: all
      ? "observations never change"
      : `components [${components.join(", ")}] of observations never change, or hardly`,
    evidence: { constant: components.length, size },
    consequence: all
      ? "a policy can only learn which action is best on average"
      : "they tell a policy nothing; where they vary later, what it does is not known",
    remedy: "leave them out, or check why they were logged without change",
  };
}

function lostPrecision(
  components: readonly number[],
  statistics: readonly { mean: number; std: number }[],
): Finding {
  const [first = 0] = components;
  const { mean, std } = statistics[first]!;
  return {
    code: "lost-precision",
    severity: "warning",
    column: "observations",
    components,
    message: `components [${components.join(", ")}] of observations are large and vary little: component ${first} has mean ${numberText(mean)} and deviation ${numberText(std)}, fewer than ${FEWEST_STEPS} steps of a float32`,
    evidence: {
      means: components.map((i) => statistics[i]!.mean),
      deviations: components.map((i) => statistics[i]!.std),
    },
    consequence: "float32 has rounded most of what they say away, before any network sees it",
    remedy:
      "subtract a constant before writing the log, such as the first time stamp, and keep float32 for the difference",
  };
}

function unevenObservations(deviations: readonly number[]): Finding[] {
  const varying = [...deviations.keys()].filter((i) => deviations[i]! > 0);
  const sorted = varying.toSorted((a, b) => deviations[a]! - deviations[b]!);
  const [narrow = 0, wide = 0] = [sorted[0], sorted.at(-1)];
  const [least = 1, most = 1] = [deviations[narrow], deviations[wide]];
  if (varying.length < 2 || most <= UNEVEN * least) return [];
  return [
    {
      code: "uneven-observations",
      severity: "note",
      column: "observations",
      components: [narrow, wide],
      message: `components of observations vary on very different scales: component ${wide} by ${numberText(most)}, component ${narrow} by ${numberText(least)}`,
      evidence: { smallestDeviation: least, largestDeviation: most, ratio: most / least },
      consequence: "a network without scaling sees only the widest component",
      remedy: "keep the standardization of observations on, which is the default",
    },
  ];
}
