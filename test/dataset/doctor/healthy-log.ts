import { createDataset, type DatasetColumns } from "../../../src/dataset/create-dataset.ts";
import { doctor } from "../../../src/dataset/doctor/doctor.ts";
import type { Finding, FindingCode } from "../../../src/dataset/doctor/finding.ts";
import type { DoctorOptions } from "../../../src/dataset/doctor/options.ts";
import type { DatasetOptions } from "../../../src/dataset/options.ts";
import { randomStream } from "../../../src/kernels/random.ts";

export const EPISODES = 40;
export const STEPS = 50;
export const ROWS = EPISODES * STEPS;

/** The columns that tests change. */
export interface Log {
  observations: Float32Array;
  actions: Float32Array | Int32Array;
  rewards: Float32Array;
  terminated: Uint8Array;
  truncated: Uint8Array;
  nextObservations?: Float32Array;
  behaviorLogProbabilities?: Float32Array;
}

/**
 * A log without a fault: a point in the plane is pushed about at random in 40 episodes of 50 steps, starts anywhere near
 * the middle and is paid −‖x′‖² of the state after the step. With `discrete`, by four actions, each in a quarter of the cases.
 */
export function healthyLog({ discrete = false }: { discrete?: boolean } = {}): Log {
  const random = randomStream(4, "healthy log");
  const log: Log = {
    observations: new Float32Array(2 * ROWS),
    nextObservations: new Float32Array(2 * ROWS),
    actions: discrete ? new Int32Array(ROWS) : new Float32Array(2 * ROWS),
    rewards: new Float32Array(ROWS),
    terminated: new Uint8Array(ROWS),
    truncated: Uint8Array.from({ length: ROWS }, (_, row) => Number(row % STEPS === STEPS - 1)),
  };
  let state: readonly [number, number] = [0, 0];
  const uniform = (): number => 2 * random.uniform() - 1;
  for (let row = 0; row < ROWS; row++) {
    if (row % STEPS === 0) state = [uniform(), uniform()];
    const choice = random.integer(4);
    const push = discrete ? pushes[choice]! : ([uniform(), uniform()] as const);
    if (discrete) log.actions[row] = choice;
    else log.actions.set(push, 2 * row);
    log.observations.set(state, 2 * row);
    state = [0.95 * state[0] + 0.3 * push[0], 0.95 * state[1] + 0.3 * push[1]];
    log.nextObservations!.set(state, 2 * row);
    log.rewards[row] = -(state[0] ** 2 + state[1] ** 2);
  }
  return log;
}

const pushes = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** The log without the states after the steps. */
export function withoutSuccessors({ nextObservations: _, ...rest }: Log): Log {
  return rest;
}

/** What the doctor finds in a log. */
export function findings(
  log: DatasetColumns,
  options: DatasetOptions = {},
  doctorOptions: DoctorOptions = {},
): readonly Finding[] {
  return doctor(createDataset(log, options), doctorOptions).findings;
}

/** The finding with a code, or undefined. */
export function finding(
  log: DatasetColumns,
  code: FindingCode,
  options: DatasetOptions = {},
  doctorOptions: DoctorOptions = {},
): Finding | undefined {
  return findings(log, options, doctorOptions).find((found) => found.code === code);
}
