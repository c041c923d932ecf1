import { normal } from "../math/normal.ts";
import { symmetricUniform } from "../math/symmetric-uniform.ts";
import { type MujocoEnvironment, mujocoEnvironment } from "./environment.ts";
import type { Mujoco } from "./load.ts";
import { locomotion } from "./locomotion.ts";

/** Lengths in m, angles in rad. Joints are springs, whose rest is the posture of the model; the mass is scaled to 14 kg. */
const model = `
<mujoco model="half-cheetah">
  <compiler angle="radian" settotalmass="14"/>
  <option timestep="0.01"/>
  <size memory="1M"/>
  <default>
    <joint axis="0 1 0" armature="0.1" solreflimit="0.02 1" solimplimit="0 0.8 0.03"/>
    <geom type="capsule" conaffinity="0" friction="0.4 0.1 0.1" solref="0.02 1" solimp="0 0.8 0.01"/>
    <motor ctrlrange="-1 1"/>
    <default class="root">
      <joint armature="0"/>
    </default>
  </default>
  <worldbody>
    <geom name="ground" type="plane" size="40 40 1" conaffinity="1"/>
    <body name="torso" pos="0 0 0.7">
      <joint name="x" class="root" type="slide" axis="1 0 0"/>
      <joint name="z" class="root" type="slide" axis="0 0 1"/>
      <joint name="pitch" class="root"/>
      <geom name="back" size="0.046" fromto="-0.5 0 0 0.5 0 0"/>
      <geom name="head" size="0.046 0.15" pos="0.6 0 0.1" euler="0 0.87 0"/>
      <body name="hind thigh" pos="-0.5 0 0">
        <joint name="hind hip" range="-0.52 1.05" stiffness="240" damping="6"/>
        <geom size="0.046 0.145" pos="0.1 0 -0.13" euler="0 -3.8 0"/>
        <body name="hind shin" pos="0.16 0 -0.25">
          <joint name="hind knee" range="-0.785 0.785" stiffness="180" damping="4.5"/>
          <geom size="0.046 0.15" pos="-0.14 0 -0.07" euler="0 -2.03 0"/>
          <body name="hind foot" pos="-0.28 0 -0.14">
            <joint name="hind ankle" range="-0.4 0.785" stiffness="120" damping="3"/>
            <geom size="0.046 0.094" pos="0.03 0 -0.097" euler="0 -0.27 0"/>
          </body>
        </body>
      </body>
      <body name="fore thigh" pos="0.5 0 0">
        <joint name="fore hip" range="-1 0.7" stiffness="180" damping="4.5"/>
        <geom size="0.046 0.133" pos="-0.07 0 -0.12" euler="0 0.52 0"/>
        <body name="fore shin" pos="-0.14 0 -0.24">
          <joint name="fore knee" range="-1.2 0.87" stiffness="120" damping="3"/>
          <geom size="0.046 0.106" pos="0.065 0 -0.09" euler="0 -0.6 0"/>
          <body name="fore foot" pos="0.13 0 -0.18">
            <joint name="fore ankle" range="-0.5 0.5" stiffness="60" damping="1.5"/>
            <geom size="0.046 0.07" pos="0.045 0 -0.07" euler="0 -0.6 0"/>
          </body>
        </body>
      </body>
    </body>
  </worldbody>
  <actuator>
    <motor joint="hind hip" gear="120"/>
    <motor joint="hind knee" gear="90"/>
    <motor joint="hind ankle" gear="60"/>
    <motor joint="fore hip" gear="120"/>
    <motor joint="fore knee" gear="60"/>
    <motor joint="fore ankle" gear="30"/>
  </actuator>
</mujoco>`;

const halfCheetahTask = locomotion({
  name: "half-cheetah",
  model,
  frameSkip: 5,
  controlCost: 0.1,
  healthyReward: 0,
  isHealthy: () => true,
  velocityLimit: Infinity,
  drawPositionNoise: (random) => 0.1 * symmetricUniform(random),
  drawVelocityNoise: (random) => 0.1 * normal(random),
});

/**
 * A torso on a hind and a fore leg, after Gymnasium's HalfCheetah-v5. A step is 0.05 s.
 *
 * Observation [17]: z (m, 0 at rest), angles of torso and of hip, knee and ankle of the hind and the fore leg (rad), then
 * the velocities of x, z and these. Action [6] in [−1, 1]: torques of these joints in units of 120, 90, 60, 120, 60 and
 * 30 N·m. Reward: forward speed (m/s) − 0.1·‖a‖². Never terminated; truncated at step 1,000. An episode starts with noise
 * from U(−0.1, 0.1) on every position and from N(0, 0.1²) on every velocity.
 *
 * D4RL's halfcheetah-*-v2 data came from another version of the simulator, so that scores are not comparable one to one.
 */
export function halfCheetah(mujoco: Mujoco): MujocoEnvironment {
  return mujocoEnvironment(mujoco, halfCheetahTask);
}
