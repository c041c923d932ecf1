import { symmetricUniform } from "../math/symmetric-uniform.ts";
import { type MujocoEnvironment, mujocoEnvironment } from "./environment.ts";
import type { Mujoco } from "./load.ts";
import { locomotion } from "./locomotion.ts";
import type { PhysicsState } from "./physics.ts";

/** Lengths in m, masses from a density of 1,000 kg/m³. A positive angle of a joint bends it forward. */
const model = `
<mujoco model="hopper">
  <compiler angle="degree"/>
  <option integrator="RK4" timestep="0.002"/>
  <size memory="1M"/>
  <default>
    <joint axis="0 -1 0" armature="1" damping="1"/>
    <geom type="capsule" condim="1" margin="0.001" friction="0.9" solref="0.02 1" solimp="0.8 0.8 0.01"/>
    <motor ctrlrange="-1 1" gear="200"/>
    <default class="root">
      <joint armature="0" damping="0"/>
    </default>
  </default>
  <worldbody>
    <geom name="ground" type="plane" size="20 20 1" condim="3" friction="1"/>
    <body name="torso" pos="0 0 1.25">
      <joint name="x" class="root" type="slide" axis="1 0 0"/>
      <joint name="z" class="root" type="slide" axis="0 0 1" ref="1.25"/>
      <joint name="pitch" class="root" axis="0 1 0"/>
      <geom size="0.05" fromto="0 0 0.2 0 0 -0.2"/>
      <body name="thigh" pos="0 0 -0.2">
        <joint name="hip" range="-150 0"/>
        <geom size="0.05" fromto="0 0 0 0 0 -0.45"/>
        <body name="leg" pos="0 0 -0.45">
          <joint name="knee" range="-150 0"/>
          <geom size="0.04" fromto="0 0 0 0 0 -0.5"/>
          <body name="foot" pos="0 0 -0.5">
            <joint name="ankle" range="-45 45"/>
            <geom size="0.06" fromto="-0.13 0 0 0.26 0 0" friction="2"/>
          </body>
        </body>
      </body>
    </body>
  </worldbody>
  <actuator>
    <motor joint="hip"/>
    <motor joint="knee"/>
    <motor joint="ankle"/>
  </actuator>
</mujoco>`;

/** Upright and in the air or on its foot: z > 0.7 m, |pitch| < 0.2 rad, and no other number beyond ±100. */
function isHealthy({ positions, velocities }: PhysicsState): boolean {
  const within = (value: number): boolean => Math.abs(value) < 100;
  const inRange = positions.subarray(2).every(within) && velocities.every(within);
  return inRange && positions[1]! > 0.7 && Math.abs(positions[2]!) < 0.2;
}

const hopperTask = locomotion({
  name: "hopper",
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
 * A leg that hops, after Gymnasium's Hopper-v5. A step is 0.008 s.
 *
 * Observation [11]: z (m), angles of torso, hip, knee and ankle (rad), then the velocities of x, z and these, cut off at
 * ±10. Action [3] in [−1, 1]: torques of hip, knee and ankle in units of 200 N·m. Reward: forward speed (m/s) + 1 while
 * healthy − 10⁻³·‖a‖². Terminated when z ≤ 0.7 m, |pitch| ≥ 0.2 rad or another number leaves ±100; truncated at step
 * 1,000. An episode starts upright with noise from U(−0.005, 0.005) on every position and velocity.
 *
 * D4RL's hopper-*-v2 data came from another version of the simulator, so that scores are not comparable one to one.
 */
export function hopper(mujoco: Mujoco): MujocoEnvironment {
  return mujocoEnvironment(mujoco, hopperTask);
}
