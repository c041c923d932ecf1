import { expect, test } from "vitest";
import { type MujocoDefinition, mujocoEnvironment } from "../../../src/env/mujoco/environment.ts";
import { loadMujoco } from "../../../src/env/mujoco/load.ts";
import { randomStream } from "../../../src/kernels/random.ts";
import { cart, cartModel } from "./cart.ts";

const mujoco = await loadMujoco();
const push = Float32Array.of(0.5);
const rest = { positions: Float64Array.of(0), velocities: Float64Array.of(0) };

function open(overrides: Partial<MujocoDefinition> = {}) {
  return mujocoEnvironment(mujoco, cart(overrides));
}

/** Bytes of the module's memory. */
function memory(): number {
  const simulation = mujoco.open(cartModel());
  const { byteLength } = simulation.data.qpos.buffer;
  simulation.delete();
  return byteLength;
}

test("name, sizes and bounds are those of the definition and the model", () => {
  const environment = open();
  expect(environment).toMatchObject({
    name: "cart",
    observationSize: 2,
    actions: { kind: "continuous", size: 1, low: [-1], high: [0.5] },
  });
});

test("two frames of 0.01 s under 1.5 N move 2 kg by v += 0.0075, x += 0.01·v each", () => {
  const environment = open({
    reward: ({ before, action, after, seconds }) =>
      (after.positions[0]! - before.positions[0]!) / seconds + 10 * action[0]!,
  });
  expect(environment.startFrom(rest)).toEqual(Float32Array.of(0, 0));
  const { observation, reward, terminated, truncated } = environment.step(push);
  expect(environment.state().positions[0]).toBeCloseTo(0.000225, 15);
  expect(environment.state().velocities[0]).toBeCloseTo(0.015, 15);
  expect(observation).toEqual(Float32Array.of(0.000225, 0.015));
  expect(reward).toBeCloseTo(0.000225 / 0.02 + 5, 12);
  expect([terminated, truncated]).toEqual([false, false]);
});

test("reset starts where the definition draws, and an episode is truncated at maximumSteps", () => {
  const environment = open();
  for (const seed of [1, 2]) {
    const [x, speed] = environment.reset(randomStream(seed, "starts"));
    expect([x, speed]).toEqual([randomStream(seed, "starts").uniform(), 0]);
    const flags = Array.from({ length: 5 }, () => environment.step(Float32Array.of(0)).truncated);
    expect(flags).toEqual([false, false, false, false, true]);
  }
});

test("a step can be terminated and truncated, and is refused before a reset and after either", () => {
  const noEpisode = "cart has no episode under way: call reset before step";
  const environment = open({ maximumSteps: 1 });
  expect(() => environment.step(push)).toThrow(noEpisode);
  environment.startFrom({ positions: Float64Array.of(1), velocities: Float64Array.of(1) });
  expect(environment.step(push)).toMatchObject({ terminated: true, truncated: true });
  expect(() => environment.step(push)).toThrow(noEpisode);
  environment.startFrom(rest);
  expect(environment.step(push)).toMatchObject({ terminated: false, truncated: true });
  expect(() => environment.step(push)).toThrow(noEpisode);
});

test.for([
  [Float32Array.of(0.51), "action[0] must lie in [-1, 0.5]; got 0.509"],
  [Float32Array.of(Number.NaN), "action[0] must lie in [-1, 0.5]; got NaN"],
  [Float32Array.of(0, 0), "action must be a Float32Array of 1 numbers; got 2"],
] as const)("action %o is refused and the state stays", ([action, message]) => {
  const environment = open();
  environment.startFrom(rest);
  expect(() => environment.step(action)).toThrow(message);
  expect(environment.state()).toEqual(rest);
  expect(environment.step(push).observation).toEqual(Float32Array.of(0.000225, 0.015));
});

test("an unstable simulation is an error that names environment, step and reason, and ends the episode", () => {
  // a spring with a period far below the time step multiplies the position by −5·10⁶ a frame
  const environment = open({
    model: cartModel({ joint: `stiffness="1e11"` }),
    isTerminated: () => false,
  });
  environment.startFrom({ positions: Float64Array.of(1e-9), velocities: Float64Array.of(0) });
  expect(environment.step(push).observation.every(Number.isFinite)).toBe(true);
  expect(() => environment.step(push)).toThrow(
    /^cart is unstable at step 2: .* is not a number or above 1e10$/,
  );
  expect(() => environment.step(push)).toThrow("cart has no episode under way");
  environment.startFrom(rest);
  expect(environment.step(Float32Array.of(0)).observation).toEqual(Float32Array.of(0, 0));
});

test("a velocity beyond what MuJoCo simulates is an error, not an episode that silently starts anew", () => {
  const environment = open();
  environment.startFrom({ positions: Float64Array.of(0), velocities: Float64Array.of(1e11) });
  expect(() => environment.step(push)).toThrow(
    "cart is unstable at step 1: a velocity is not a number or above 1e10",
  );
});

test.for([
  [
    "200K",
    /^crowd is unstable at step 0: the contacts do not fit into the memory of the model; the constraints/,
  ],
  ["60K", /^crowd is unstable at step 0: MuJoCo Error: .*out of memory/],
] as const)(
  "a model of 40 balls in one place with a memory of %s is an error, and works when they are apart",
  ([size, message]) => {
    const balls = Array.from({ length: 40 }, () => `<body><freejoint/><geom size="0.1"/></body>`).join("");
    const crowd = open({
      name: "crowd",
      model: cartModel().replace("<worldbody>", `<size memory="${size}"/><worldbody>${balls}`),
      isTerminated: () => false,
      drawStart: (initial) => initial,
    });
    expect(() => crowd.reset(randomStream(0, "unused"))).toThrow(message);
    const apart = Array.from({ length: 40 }, (_, ball) => [ball + 1, 0, 0, 1, 0, 0, 0]).flat();
    const { velocities } = crowd.state();
    crowd.startFrom({ positions: Float64Array.of(...apart, 0), velocities: velocities.fill(0) });
    expect(crowd.step(push).observation.every(Number.isFinite)).toBe(true);
  },
);

test("what a definition computes is never passed on as NaN", () => {
  const reward = open({ reward: () => Number.NaN });
  reward.startFrom(rest);
  expect(() => reward.step(push)).toThrow("cart is unstable at step 1: the reward is NaN");
  expect(() => reward.step(push)).toThrow("cart has no episode under way");
  const observation = open({ observe: ({ positions }) => Float32Array.of(0, 1 / positions[0]!) });
  expect(() => observation.startFrom(rest)).toThrow("cart is unstable at step 0: observation[1] is Infinity");
});

test("an observation of another size than the first is refused", () => {
  const environment = open({ observe: ({ positions }) => new Float32Array(positions[0]! > 0.5 ? 2 : 3) });
  expect(environment.observationSize).toBe(3);
  expect(() => environment.startFrom({ ...rest, positions: Float64Array.of(0.6) })).toThrow(
    "an observation of cart must have 3 numbers; got 2",
  );
  expect(() => environment.step(push)).toThrow("cart has no episode under way");
});

test.for([
  [{ ...rest, positions: Float64Array.of(0, 1) }, "state.positions must be 1 finite numbers; got [0, 1]"],
  [
    { ...rest, velocities: Float64Array.of(Infinity) },
    "state.velocities must be 1 finite numbers; got [Infinity]",
  ],
] as const)("a state that does not fit is refused", ([state, message]) => {
  expect(() => open().startFrom(state)).toThrow(message);
});

test.for([
  [
    { model: "<mujoco><worldbody><box/></worldbody></mujoco>" },
    /the model of cart must be a model in MJCF; .*unrecognized element/s,
  ],
  [{ model: "" }, /the model of cart must be a model in MJCF; .*empty/s],
  [{ model: cartModel({ actuators: "" }) }, "the model of cart must have at least one actuator"],
  [
    { model: cartModel({ actuators: `<motor joint="rail"/>` }) },
    "actuator 0 of the model of cart must have a control range",
  ],
  [
    { model: cartModel({ timeStep: "nan" }) },
    "the time step of the model of cart must be a positive number; got NaN",
  ],
  [{ frameSkip: 0 }, "frameSkip of cart must be an integer of at least 1; got 0"],
  [{ maximumSteps: 1.5 }, "maximumSteps of cart must be an integer of at least 1; got 1.5"],
] as const)("a definition is refused: %o", ([overrides, message]) => {
  expect(() => open(overrides)).toThrow(RangeError);
  expect(() => open(overrides)).toThrow(message);
});

test("observations and states that were returned stay when the simulation goes on", () => {
  const environment = open();
  const first = environment.startFrom(rest);
  const start = environment.state();
  const second = environment.step(push).observation;
  const kept = second.slice();
  environment.step(push);
  expect([first, second, start]).toEqual([Float32Array.of(0, 0), kept, rest]);
});

test("an environment goes on when the memory of the module grows", () => {
  const [undisturbed, disturbed] = [open(), open()];
  undisturbed.startFrom(rest);
  disturbed.startFrom(rest);
  const before = memory();
  const others = Array.from({ length: 8 }, () => open());
  expect(memory()).toBeGreaterThan(before);
  expect(disturbed.step(push)).toEqual(undisturbed.step(push));
  for (const other of others) other.dispose();
});

test("dispose frees the memory, also twice; any other call then says so", () => {
  open().dispose();
  const before = memory();
  for (let k = 0; k < 100; k++) {
    const environment = open();
    environment.startFrom(rest);
    environment.step(push);
    environment.dispose();
    environment.dispose();
    const disposed = "cart was disposed of, and cannot be used any more";
    expect(() => environment.reset(randomStream(0, "unused"))).toThrow(disposed);
    expect(() => environment.startFrom(rest)).toThrow(disposed);
    expect(() => environment.step(push)).toThrow(disposed);
    expect(() => environment.state()).toThrow(disposed);
  }
  expect(memory()).toBe(before);
});

test("a refused definition leaves nothing in memory", () => {
  const refused = (): void => {
    expect(() => open({ model: cartModel({ actuators: `<motor joint="rail"/>` }) })).toThrow();
    expect(() =>
      open({
        observe() {
          throw new Error("no observation");
        },
      }),
    ).toThrow("no observation");
  };
  refused();
  const before = memory();
  for (let k = 0; k < 50; k++) refused();
  expect(memory()).toBe(before);
});
