import type { MujocoDefinition } from "../../../src/env/mujoco/environment.ts";

/** A cart of 2 kg on rails under at most −3 N and +1.5 N, observed as [x, ẋ], rewarded by x, to be kept within 1 m. */
export function cart(overrides: Partial<MujocoDefinition> = {}): MujocoDefinition {
  return {
    name: "cart",
    model: cartModel(),
    frameSkip: 2,
    maximumSteps: 5,
    observe: ({ positions, velocities }) => Float32Array.of(positions[0]!, velocities[0]!),
    reward: ({ after }) => after.positions[0]!,
    isTerminated: ({ positions }) => Math.abs(positions[0]!) > 1,
    drawStart: ({ velocities }, random) => ({ positions: Float64Array.of(random.uniform()), velocities }),
    ...overrides,
  };
}

export function cartModel({ timeStep = "0.01", joint = "", actuators = motor } = {}): string {
  return `
<mujoco>
  <option timestep="${timeStep}"/>
  <worldbody>
    <body>
      <joint name="rail" type="slide" axis="1 0 0" ${joint}/>
      <geom type="sphere" size="0.1" mass="2"/>
    </body>
  </worldbody>
  <actuator>${actuators}</actuator>
</mujoco>`;
}

const motor = `<motor joint="rail" gear="3" ctrlrange="-1 0.5"/>`;
