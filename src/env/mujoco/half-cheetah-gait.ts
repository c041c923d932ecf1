import { clip } from "../math/clip.ts";
import { sin } from "../math/trigonometry.ts";
import type { Policy } from "../policy.ts";

const observationSize = 17;
const frequency = 3.7; // Hz
const stepSeconds = 0.05;

/** Torques swing by `amplitude` about `bias`, as shares of the largest, with a phase in rad. */
interface Swing {
  readonly amplitude: number;
  readonly phase: number;
  readonly bias: number;
}

/** Hip, knee and ankle of the hind leg, then of the fore leg. */
const swings: readonly Swing[] = [
  { amplitude: 1.03, phase: 3.93, bias: -0.45 },
  { amplitude: 0.75, phase: 4.35, bias: -0.52 },
  { amplitude: 0.25, phase: 3.29, bias: -0.53 },
  { amplitude: 0.58, phase: 0.52, bias: -0.53 },
  { amplitude: 0.89, phase: 0.82, bias: -0.24 },
  { amplitude: 0.55, phase: 4.35, bias: -0.14 },
];

/**
 * An open-loop gallop for `halfCheetah`: action[i] = clip(biasᵢ + amplitudeᵢ · sin(2π · 3.7 Hz · t + phaseᵢ), −1, 1), where t
 * is 0 at the first step of an episode and grows by 0.05 s with each. It runs at about 3.5 m/s, for a return of about 3,270 (random: −270); the numbers come from a search by the
 * cross-entropy method.
 *
 * `act` throws a RangeError for an observation that does not have 17 numbers.
 */
export function halfCheetahGait(): Policy<Float32Array> {
  let steps = 0;
  return {
    act({ length }) {
      if (length !== observationSize) {
        throw new RangeError(
          `a half-cheetah observation must have ${observationSize} numbers; got ${length}`,
        );
      }
      const angle = 2 * Math.PI * frequency * stepSeconds * steps;
      steps += 1;
      return Float32Array.from(swings, (swing) => torque(swing, angle));
    },
    startEpisode() {
      steps = 0;
    },
  };
}

function torque({ amplitude, phase, bias }: Swing, angle: number): number {
  return clip(bias + amplitude * sin(angle + phase), -1, 1);
}
