import { checkStart, drawBetween, simulation } from "./dynamical-system.ts";
import type { Environment } from "./environment.ts";
import { clip } from "./math/clip.ts";
import { cos } from "./math/trigonometry.ts";
import type { MountainCarState } from "./mountain-car.ts";

const float = Math.fround;
const power = float(0.0015);
const gravity = 0.0025;
const lowest = float(-1.2);
const highest = float(0.6);
const fastest = float(0.07);
const goal = float(0.45);

/**
 * MountainCarContinuous-v0 as Gymnasium 1.3.0 has it: the force is one number in [−1, 1], reward −0.1·a² for every step
 * and 100 more at the goal, `terminated` at position ≥ 0.45 with velocity ≥ 0, `truncated` at step 999; both can be set.
 * State and observation are float32[2]. Another action than Gymnasium's is refused, not clipped.
 *
 * An episode starts at `start`, rounded to float32, or without it at rest, at a position drawn uniformly from
 * [−0.6, −0.4). A RangeError says when `start` is not two finite numbers.
 */
export function mountainCarContinuous(start?: MountainCarState): Environment<Float32Array> {
  checkStart(start, ["position", "velocity"]);
  return simulation<MountainCarState, Float32Array>({
    name: "MountainCarContinuous-v0",
    observationSize: 2,
    actions: { kind: "continuous", size: 1, low: [-1], high: [1] },
    maximumSteps: 999,
    drawStart(random) {
      const [position, velocity] = start ?? [drawBetween(-0.6, -0.4, random), 0];
      return [float(position), float(velocity)];
    },
    observe: (state) => Float32Array.from(state),
    next: (state, action) => mountainCarContinuousDynamics(state, action[0]!),
    reward: (_, [action = 0], next) => (isGoal(next) ? 100 : 0) - 0.1 * (action * action),
    isTerminal: isGoal,
  });
}

/**
 * The state after one step with force a ∈ [−1, 1]:
 *
 * v′ = clip(v + 0.0015·a − 0.0025·cos(3·x), ±0.07), x′ = clip(x + v′, −1.2, 0.6)
 *
 * and v′ = 0 where the car drives into the left end; Gymnasium's float32 arithmetic, operation by operation.
 */
export function mountainCarContinuousDynamics([x, v]: MountainCarState, action: number): MountainCarState {
  const push = float(float(float(action) * power) - float(gravity * cos(float(3 * x))));
  const velocity = clip(float(v + push), -fastest, fastest);
  const position = clip(float(x + velocity), lowest, highest);
  return [position, position === lowest && velocity < 0 ? 0 : velocity];
}

function isGoal([position, velocity]: MountainCarState): boolean {
  return position >= goal && velocity >= 0;
}
