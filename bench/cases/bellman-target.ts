import { tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { criticsTarget } from "../../src/index.ts";
import { type Case, perElement } from "../case.ts";
import { numbers } from "../numbers.ts";
import { kernelVariant, loopVariant, tensorVariant } from "../tensor-variant.ts";

const ROWS = 4096;

/** Targets with the minimum of two critics, a quarter of the rows terminal. */
export function bellmanTargetInput() {
  return {
    rewards: numbers("rewards", ROWS),
    discounts: numbers("discounts", ROWS).map((x) => (x < -0.5 ? 0 : 0.99)),
    values: numbers("values", 2 * ROWS, 50),
  };
}

export function bellmanTargetCases(): Case[] {
  const { rewards, discounts, values } = bellmanTargetInput();
  const backup = { rewards: tensor1d(rewards), discounts: tensor1d(discounts) };
  const critics = tensor2d(values, [2, ROWS]);
  const inputs = [backup.rewards, backup.discounts, critics];
  return [
    {
      name: `bellmanTarget/${ROWS}`,
      unit: perElement(ROWS),
      ours: kernelVariant(ROWS, inputs, (kernels, out, [r = 0, d = 0, q = 0]) =>
        kernels.criticsTarget(out, r, d, q, 2, ROWS, 1, -Infinity, Infinity),
      ),
      op: tensorVariant(() => criticsTarget(backup, critics)),
      naive: naive(rewards, discounts, values),
    },
  ];
}

function naive(rewards: Float32Array, discounts: Float32Array, values: Float32Array) {
  const out = new Float32Array(ROWS);
  return loopVariant(out, () => {
    for (let row = 0; row < ROWS; row++) {
      const next = Math.min(values[row]!, values[ROWS + row]!);
      out[row] = rewards[row]! + discounts[row]! * next;
    }
  });
}
