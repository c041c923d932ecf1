import { refuseUnknown } from "../kernels/options.ts";
import { checkFraction, checkSize, shown } from "../kernels/shape.ts";

export interface GridWorldOptions {
  /**
   * "oneHot": 1 at the state and 0 elsewhere, [stateCount], so that a linear network is a table. "position": row and
   * column, each scaled to [0, 1], [2]. Default "oneHot".
   */
  readonly observation?: "oneHot" | "position";
  /** Reward of every step; a cost is negative. Default 0. */
  readonly stepReward?: number;
  /** Added on entering a goal. Default 1. */
  readonly goalReward?: number;
  /** Added on entering a pit. Default −1. */
  readonly pitReward?: number;
  /** Probability in [0, 1] that a move goes at right angles. Default 0. */
  readonly slip?: number;
  /** Whether there is a fifth action, which stays. Default false. */
  readonly canStay?: boolean;
  /** Steps after which an episode is truncated, at least 1. Default: four times the number of states. */
  readonly maximumSteps?: number;
}

const observations = ["oneHot", "position"] as const;

const optionNames = [
  "observation",
  "stepReward",
  "goalReward",
  "pitReward",
  "slip",
  "canStay",
  "maximumSteps",
];

/** The options with their defaults. Throws a RangeError for an unknown name and for a wrong value. */
export function completeGridWorldOptions(
  given: GridWorldOptions,
  stateCount: number,
): Required<GridWorldOptions> {
  refuseUnknown("gridWorld", "option", given, optionNames);
  const { observation = "oneHot", canStay = false, slip = 0, maximumSteps = 4 * stateCount } = given;
  const { stepReward = 0, goalReward = 1, pitReward = -1 } = given;
  const rewards = { stepReward, goalReward, pitReward };
  for (const [name, value] of Object.entries(rewards)) {
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be finite; got ${shown(value)}`);
  }
  if (!observations.includes(observation)) {
    throw new RangeError(
      `observation must be ${observations.map(shown).join(" or ")}; got ${shown(observation)}`,
    );
  }
  if (typeof canStay !== "boolean") {
    throw new RangeError(`canStay must be true or false; got ${shown(canStay)}`);
  }
  checkFraction("slip", slip);
  checkSize("maximumSteps", maximumSteps);
  return { observation, canStay, slip, maximumSteps, ...rewards };
}
