import type { ContinuousActions } from "../../dataset/spec.ts";
import { shown } from "../../kernels/shape.ts";
import type { Mujoco, Simulation } from "./load.ts";

/** Where everything is and how fast it moves, in MuJoCo's generalized coordinates and float64. */
export interface PhysicsState {
  /** qpos: m of slides, rad of hinges, in the order of the model. */
  readonly positions: Float64Array;
  /** qvel: m/s and rad/s. */
  readonly velocities: Float64Array;
}

/** A model with a state that moves. */
export interface Physics {
  /** One number an actuator, within its control range. */
  readonly actions: ContinuousActions;
  /** The state that the model describes, at rest. */
  readonly initial: PhysicsState;
  /** In seconds. */
  readonly timeStep: number;
  /** A copy. */
  state(): PhysicsState;
  /** Puts everything else back to its initial value. Returns what went wrong, as `advance` does. */
  restore(state: PhysicsState): string[];
  /** Takes `count` time steps under constant controls. Returns MuJoCo's warnings and errors: the state is then of no use. */
  advance(controls: Float32Array, count: number): string[];
  /** Frees the memory, after which nothing else may be called. */
  dispose(): void;
}

/** By MuJoCo's index. After one of a position, velocity or acceleration it has put the state back to the initial one. */
const warnings = [
  "the inertia matrix is close to singular",
  "the contacts do not fit into the memory of the model",
  "the constraints do not fit into the memory of the model",
  "a position is not a number or above 1e10",
  "a velocity is not a number or above 1e10",
  "an acceleration is not a number or above 1e10",
  "a control is not a number or above 1e10",
];

/**
 * Compiles `xml`, a text in MJCF. Throws a RangeError that names `source` when MuJoCo refuses it, when its time step is
 * not a positive number, or when an actuator has no control range.
 */
export function openPhysics(mujoco: Mujoco, source: string, xml: string): Physics {
  const simulation = compile(mujoco, source, xml);
  try {
    return physicsOf(simulation, timeStepOf(source, simulation), actionsOf(source, simulation));
  } catch (cause) {
    simulation.delete();
    throw cause;
  }
}

function compile(mujoco: Mujoco, source: string, xml: string): Simulation {
  try {
    return mujoco.open(xml);
  } catch (cause) {
    throw new RangeError(`${source} must be a model in MJCF; ${reasonOf(cause)}`, { cause });
  }
}

function timeStepOf(source: string, { model }: Simulation): number {
  const { timestep } = model.opt;
  if (timestep > 0 && timestep < Infinity) return timestep;
  throw new RangeError(`the time step of ${source} must be a positive number; got ${shown(timestep)}`);
}

function actionsOf(source: string, { model }: Simulation): ContinuousActions {
  const { nu: size, actuator_ctrlrange: range } = model;
  if (size === 0) throw new RangeError(`${source} must have at least one actuator`);
  const low = Array.from({ length: size }, (_, i) => range[2 * i]!);
  const high = Array.from({ length: size }, (_, i) => range[2 * i + 1]!);
  const free = low.findIndex((bound, i) => !(bound < high[i]!));
  if (free >= 0) throw new RangeError(`actuator ${free} of ${source} must have a control range (ctrlrange)`);
  return { kind: "continuous", size, low, high };
}

function physicsOf(simulation: Simulation, timeStep: number, actions: ContinuousActions): Physics {
  const { data } = simulation;
  const state = (): PhysicsState => ({ positions: data.qpos.slice(), velocities: data.qvel.slice() });
  /** A fault that MuJoCo throws, such as a stack that is too small, leaves data that can be restored. */
  const faultsOf = (simulate: () => void): string[] => {
    try {
      simulate();
    } catch (cause) {
      return [reasonOf(cause)];
    }
    const counts = simulation.warnings();
    return warnings.filter((_, kind) => counts[kind]! > 0);
  };
  return {
    actions,
    initial: state(),
    timeStep,
    state,
    restore: ({ positions, velocities }) =>
      faultsOf(() => {
        simulation.reset();
        data.qpos.set(positions);
        data.qvel.set(velocities);
        simulation.forward();
      }),
    advance: (controls, count) =>
      faultsOf(() => {
        data.ctrl.set(controls);
        for (let i = 0; i < count; i++) simulation.step();
      }),
    dispose: () => simulation.delete(),
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.trim() : String(cause);
}
