import { tensor2d } from "@tensorflow/tfjs-core";
import { categoricalKl } from "../../src/index.ts";
import { type Case, perElement } from "../case.ts";
import { numbers } from "../numbers.ts";
import { kernelVariant, loopVariant, tensorVariant } from "../tensor-variant.ts";

const ROWS = 256;
const ACTIONS = 18;

export const categoricalKlShape: [number, number] = [ROWS, ACTIONS];

/** Logits of two batches of policies. */
export function categoricalKlInput() {
  return { p: numbers("p", ROWS * ACTIONS, 3), q: numbers("q", ROWS * ACTIONS, 3) };
}

export function categoricalKlCases(): Case[] {
  const { p, q } = categoricalKlInput();
  const [pLogits, qLogits] = [tensor2d(p, categoricalKlShape), tensor2d(q, categoricalKlShape)];
  return [
    {
      name: `categoricalKl/${ROWS}x${ACTIONS}`,
      unit: perElement(ROWS * ACTIONS),
      ours: kernelVariant(ROWS, [pLogits, qLogits], (kernels, out, [from = 0, to = 0]) =>
        kernels.categoricalKl(out, from, to, ROWS, ACTIONS),
      ),
      op: tensorVariant(() => categoricalKl(pLogits, qLogits)),
      naive: naive(p, q),
    },
  ];
}

function naive(p: Float32Array, q: Float32Array) {
  const out = new Float32Array(ROWS);
  return loopVariant(out, () => {
    for (let row = 0; row < ROWS; row++) {
      const start = row * ACTIONS;
      const [pNormalizer, qNormalizer] = [logNormalizer(p, start), logNormalizer(q, start)];
      let sum = 0;
      for (let i = start; i < start + ACTIONS; i++) {
        const logP = p[i]! - pNormalizer;
        sum += Math.exp(logP) * (logP - (q[i]! - qNormalizer));
      }
      out[row] = sum;
    }
  });
}

function logNormalizer(logits: Float32Array, start: number): number {
  let maximum = -Infinity;
  for (let i = start; i < start + ACTIONS; i++) maximum = Math.max(maximum, logits[i]!);
  let sum = 0;
  for (let i = start; i < start + ACTIONS; i++) sum += Math.exp(logits[i]! - maximum);
  return maximum + Math.log(sum);
}
