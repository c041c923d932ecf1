import { symmetricUniform } from "../math/symmetric-uniform.ts";
import { type MujocoEnvironment, mujocoEnvironment } from "./environment.ts";
import type { Mujoco } from "./load.ts";
import { locomotion } from "./locomotion.ts";
import type { PhysicsState } from "./physics.ts";

/** Two legs at one place, which pass through each other. */
function leg(side: string): string {
  return `
      <body name="${side} thigh" pos="0 0 -0.2">
        <joint name="${side} hip" range="-150 0"/>
        <geom size="0.05" fromto="0 0 0 0 0 -0.45"/>
        <body name="${side} leg" pos="0 0 -0.45">
          <joint name="${side} knee" range="-150 0"/>
          <geom size="0.04" fromto="0 0 0 0 0 -0.5"/>
          <body name="${side} foot" pos="0 0 -0.5">
            <joint name="${side} ankle" range="-45 45"/>
            <geom size="0.06" fromto="0 0 0 0.2 0 0" friction="1.9 0.1 0.1"/>
          </body>
        </body>
      </body>`;
}

function motors(side: string): string {
  return ["hip", "knee", "ankle"].map((joint) => `<motor joint="${side} ${joint}"/>`).join("");
}

/** Lengths in m, masses from a density of 1,000 kg/m³. Only the ground touches anything. */
const model = `
<mujoco model="walker2d">
  <compiler angle="degree"/>
  <option integrator="RK4" timestep="0.002"/>
  <size memory="1M"/>
  <default>
    <joint axis="0 -1 0" armature="0.01" damping="0.1"/>
    <geom type="capsule" conaffinity="0" friction="0.9 0.1 0.1"/>
    <motor ctrlrange="-1 1" gear="100"/>
    <default class="root">
      <joint armature="0" damping="0"/>
    </default>
  </default>
  <worldbody>
    <geom name="ground" type="plane" size="40 40 1" conaffinity="1" friction="0.7 0.1 0.1"/>
    <body name="torso" pos="0 0 1.25">
      <joint name="x" class="root" type="slide" axis="1 0 0"/>
      <joint name="z" class="root" type="slide" axis="0 0 1" ref="1.25"/>
      <joint name="pitch" class="root" axis="0 1 0"/>
      <geom size="0.05" fromto="0 0 0.2 0 0 -0.2"/>${leg("right")}${leg("left")}
    </body>
  </worldbody>
  <actuator>${motors("right")}${motors("left")}</actuator>
</mujoco>`;

/** 0.8 m < z < 2 m and |pitch| < 1 rad. */
function isHealthy({ positions }: PhysicsState): boolean {
  const z = positions[1]!;
  return z > 0.8 && z < 2 && Math.abs(positions[2]!) < 1;
}

const walker2dTask = locomotion({
  name: "walker2d",
  model,
  frameSkip: 4,
  controlCost: 1e-3,
  healthyReward: 1,
  isHealthy,
  velocityLimit: 10,
  drawPositionNoise: (random) => 5e-3 * symmetricUniform(random),
  drawVelocityNoise: (random) => 5e-3 * symmetricUniform(random),
});

/**
 * A torso on two legs, after Gymnasium's Walker2d-v5. A step is 0.008 s.
 *
 * Observation [17]: z (m), angles of torso and of hip, knee and ankle of the right and the left leg (rad), then the
 * velocities of x, z and these, cut off at ±10. Action [6] in [−1, 1]: torques of these joints in units of 100 N·m.
 * Reward: forward speed (m/s) + 1 while healthy − 10⁻³·‖a‖². Terminated unless 0.8 m < z < 2 m and |pitch| < 1 rad;
 * truncated at step 1,000. An episode starts upright with noise from U(−0.005, 0.005) on every position and velocity.
 *
 * D4RL's walker2d-*-v2 data came from another version of the simulator and less friction of the right foot, so that
 * scores are not comparable one to one.
 */
export function walker2d(mujoco: Mujoco): MujocoEnvironment {
  return mujocoEnvironment(mujoco, walker2dTask);
}
