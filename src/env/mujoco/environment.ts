import type { RandomStream } from "../../kernels/random.ts";
import { checkSize } from "../../kernels/shape.ts";
import { checkAction } from "../action.ts";
import type { Environment, Step } from "../environment.ts";
import type { Mujoco } from "./load.ts";
import { openPhysics, type Physics, type PhysicsState } from "./physics.ts";

/** What a step did. */
export interface Motion {
  readonly before: PhysicsState;
  readonly action: Float32Array;
  readonly after: PhysicsState;
  /** Simulated time between the two: time step · frameSkip. */
  readonly seconds: number;
}

/** A task on a model. None of its functions may keep or change what it is given. */
export interface MujocoDefinition {
  readonly name: string;
  /** MJCF, in which every actuator has a control range: the bounds of the actions. */
  readonly model: string;
  /** Time steps of the model that one step of the environment takes. */
  readonly frameSkip: number;
  /** Steps after which an episode is truncated. */
  readonly maximumSteps: number;
  /** A new array, always of one length. */
  observe(state: PhysicsState): Float32Array;
  reward(motion: Motion): number;
  isTerminated(state: PhysicsState): boolean;
  /** The first state of an episode, near `initial`, which is that of the model at rest. */
  drawStart(initial: PhysicsState, random: RandomStream): PhysicsState;
}

/** An environment that holds memory of MuJoCo's module. */
export interface MujocoEnvironment extends Environment<Float32Array> {
  /** A copy of the present state, also between episodes. */
  state(): PhysicsState;
  /**
   * Starts an episode from a state of your own; returns the first observation. Throws a RangeError for a state of
   * another size or with a number that is not finite. What the solver of contacts had found before is forgotten, so that
   * an episode that goes on from its own state differs from itself by the solver's tolerance.
   */
  startFrom(state: PhysicsState): Float32Array;
  /** Frees the memory; any number of times. Every other call throws from then on. */
  dispose(): void;
}

/**
 * A task in MuJoCo's simulator. The bounds of its actions are the control ranges of the model; a step sets the controls
 * and takes `frameSkip` time steps.
 *
 * Throws a RangeError when MuJoCo refuses the model. `step` throws an Error that names the environment and the step when
 * the simulation has become unstable, which ends the episode: no observation and no reward is ever NaN or infinite.
 *
 * @param mujoco what `loadMujoco` resolves to
 */
export function mujocoEnvironment(mujoco: Mujoco, definition: MujocoDefinition): MujocoEnvironment {
  const { name, frameSkip, maximumSteps } = definition;
  checkSize(`frameSkip of ${name}`, frameSkip);
  checkSize(`maximumSteps of ${name}`, maximumSteps);
  const physics = openPhysics(mujoco, `the model of ${name}`, definition.model);
  try {
    const observationSize = definition.observe(physics.initial).length;
    return run(definition, physics, observationSize);
  } catch (cause) {
    physics.dispose();
    throw cause;
  }
}

function run(definition: MujocoDefinition, physics: Physics, observationSize: number): MujocoEnvironment {
  const { name, frameSkip, maximumSteps } = definition;
  const seconds = physics.timeStep * frameSkip;
  let before: PhysicsState | undefined;
  let steps = 0;
  let disposed = false;

  function startFrom(start: PhysicsState): Float32Array {
    checkAlive();
    checkState(start, physics.initial);
    steps = 0;
    before = undefined;
    refuse(physics.restore(start));
    const first = physics.state();
    const observation = observe(first);
    before = first;
    return observation;
  }

  function step(action: Float32Array): Step {
    checkAlive();
    if (before === undefined) throw new Error(`${name} has no episode under way: call reset before step`);
    checkAction("action", action, physics.actions);
    const motion = move(before, action);
    const observation = observe(motion.after);
    const reward = definition.reward(motion);
    refuse(Number.isFinite(reward) ? [] : [`the reward is ${reward}`]);
    const terminated = definition.isTerminated(motion.after);
    const truncated = steps >= maximumSteps;
    if (!terminated && !truncated) before = motion.after;
    return { observation, reward, terminated, truncated };
  }

  /** No episode is under way after it, so that an error on the way to the next state ends it. */
  function move(from: PhysicsState, action: Float32Array): Motion {
    before = undefined;
    steps += 1;
    refuse(physics.advance(action, frameSkip));
    return { before: from, action, after: physics.state(), seconds };
  }

  function observe(state: PhysicsState): Float32Array {
    const observation = definition.observe(state);
    if (observation.length !== observationSize) {
      throw new RangeError(
        `an observation of ${name} must have ${observationSize} numbers; got ${observation.length}`,
      );
    }
    const wrong = observation.findIndex((value) => !Number.isFinite(value));
    refuse(wrong < 0 ? [] : [`observation[${wrong}] is ${observation[wrong]}`]);
    return observation;
  }

  function refuse(faults: readonly string[]): void {
    if (faults.length > 0) throw new Error(`${name} is unstable at step ${steps}: ${faults.join("; ")}`);
  }

  function checkAlive(): void {
    if (disposed) throw new Error(`${name} was disposed of, and cannot be used any more`);
  }

  return {
    name,
    observationSize,
    actions: physics.actions,
    reset: (random) => startFrom(definition.drawStart(physics.initial, random)),
    step,
    startFrom,
    state() {
      checkAlive();
      return physics.state();
    },
    dispose() {
      if (!disposed) physics.dispose();
      disposed = true;
    },
  };
}

function checkState(state: PhysicsState, initial: PhysicsState): void {
  checkNumbers("state.positions", state.positions, initial.positions.length);
  checkNumbers("state.velocities", state.velocities, initial.velocities.length);
}

function checkNumbers(source: string, values: Float64Array, size: number): void {
  if (values.length !== size || !values.every(Number.isFinite)) {
    throw new RangeError(`${source} must be ${size} finite numbers; got [${values.join(", ")}]`);
  }
}
