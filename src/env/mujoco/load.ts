/** A compiled model and a state of it, in the memory of MuJoCo's WebAssembly module. */
export interface Simulation {
  readonly model: {
    /** Numbers in a control. */
    readonly nu: number;
    readonly opt: { readonly timestep: number };
    /** [nu × 2], 0 and 0 where a control is not limited. */
    readonly actuator_ctrlrange: Float64Array;
  };
  /** Views of the memory, which die when it grows: take them anew for each use. */
  readonly data: { readonly qpos: Float64Array; readonly qvel: Float64Array; readonly ctrl: Float64Array };
  /** Puts the state back to that of the model. */
  reset(): void;
  /** Computes everything that follows from positions, velocities and controls. */
  forward(): void;
  /** Takes one time step. */
  step(): void;
  /** How often MuJoCo has warned since the last reset, by index of the kind of warning. */
  warnings(): number[];
  /** Frees the memory, after which nothing else may be called. */
  delete(): void;
}

/** The physics engine, as `loadMujoco` has loaded it. */
export interface Mujoco {
  /** Compiles a text in MJCF. Throws an Error of MuJoCo's when it cannot. */
  open(xml: string): Simulation;
}

let loading: Promise<Mujoco> | undefined;

/**
 * The optional package `@mujoco/mujoco` (Apache-2.0, 10 MB of WebAssembly), loaded at the first call, in Node and in
 * browsers. A bundler must serve its `mujoco.wasm`, which it finds by `new URL("mujoco.wasm", import.meta.url)`.
 *
 * Throws an Error that says how to install the package when it cannot be loaded; the next call tries again.
 */
export function loadMujoco(): Promise<Mujoco> {
  loading ??= instantiate().catch((cause: unknown) => {
    loading = undefined;
    throw new Error(
      `physics needs the package @mujoco/mujoco, which cannot be loaded (${cause}); install it with: npm install @mujoco/mujoco`,
      { cause },
    );
  });
  return loading;
}

async function instantiate(): Promise<Mujoco> {
  const { default: start } = await import("@mujoco/mujoco");
  const module = await start();

  function open(xml: string): Simulation {
    const model = module.MjModel.from_xml_string(xml);
    const data = new module.MjData(model);
    // a part of the data, not to be deleted: 3.14.0 aborts
    const kinds = data.warning;
    return {
      model,
      data,
      reset: () => module.mj_resetData(model, data),
      forward: () => module.mj_forward(model, data),
      step: () => module.mj_step(model, data),
      warnings: () => Array.from({ length: kinds.size() }, (_, kind) => take(kinds.get(kind))),
      delete() {
        data.delete();
        model.delete();
      },
    };
  }

  return { open };
}

/** What is got from a list is a copy. */
function take(copy: { readonly number: number; delete(): void } | undefined): number {
  const count = copy?.number ?? 0;
  copy?.delete();
  return count;
}
