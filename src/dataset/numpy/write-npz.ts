import type { Dataset } from "../dataset.ts";
import { joinBytes } from "../text/write-rows.ts";
import { writeZip, type ZipMember } from "../zip/write-zip.ts";

/** NumPy aligns the values so. */
const ALIGNMENT = 64;

/** Magic text, version 1.0 and the length of the header. */
const PREFIX = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const PREFIX_BYTES = PREFIX.length + 2;

/**
 * The dataset as an uncompressed NumPy archive with the names of D4RL: observations, actions, rewards, terminals, timeouts, and, where
 * stored, next_observations and infos/action_log_probs; float32, int32 for discrete actions, and booleans. `loadDataset` reads back
 * the same columns bit for bit; `spec.actions` is not stored, so pass `actionCount` or `actionBounds` again. Throws a
 * DatasetError for more than 4 GiB.
 */
export async function writeNpz(dataset: Dataset): Promise<Uint8Array> {
  const { spec, rows, nextObservations, behaviorLogProbabilities } = dataset;
  const { actions, observationSize } = spec;
  const vectors = [rows, observationSize];
  const members = [
    member("observations", "<f4", vectors, dataset.observations),
    actions.kind === "discrete"
      ? member("actions", "<i4", [rows], dataset.actions)
      : member("actions", "<f4", [rows, actions.size], dataset.actions),
    member("rewards", "<f4", [rows], dataset.rewards),
    member("terminals", "|b1", [rows], dataset.terminated),
    member("timeouts", "|b1", [rows], dataset.truncated),
  ];
  if (nextObservations) members.push(member("next_observations", "<f4", vectors, nextObservations));
  if (behaviorLogProbabilities) {
    members.push(member("infos/action_log_probs", "<f4", [rows], behaviorLogProbabilities));
  }
  return writeZip(members);
}

function member(
  name: string,
  descr: string,
  shape: readonly number[],
  { buffer, byteOffset, byteLength }: Float32Array | Int32Array | Uint8Array,
): ZipMember {
  const values = new Uint8Array(buffer, byteOffset, byteLength);
  return { name: `${name}.npy`, contents: joinBytes([header(descr, shape), values]) };
}

function header(descr: string, shape: readonly number[]): Uint8Array {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${lengths}), }`;
  const size = Math.ceil((PREFIX_BYTES + text.length + 1) / ALIGNMENT) * ALIGNMENT - PREFIX_BYTES;
  const bytes = new TextEncoder().encode(`${text.padEnd(size - 1)}\n`);
  return joinBytes([new Uint8Array([...PREFIX, size & 0xff, size >> 8]), bytes]);
}
