import type { Kernels } from "./kernels.ts";
import { checkLength, rowsOf } from "./shape.ts";

/**
 * KL(p ‖ q) = Σ_a p_a (log p_a − log q_a) of every row, in nats, for p, q = softmax of the logits. A logit of −Infinity
 * masks an action: 0 · log 0 = 0, and Infinity where p_a > 0 = q_a. The other direction is the same with the arguments
 * exchanged.
 *
 * @param pLogits, qLogits flat row-major [rows][actions]
 * @returns [rows]
 */
export function categoricalKl(
  kernels: Kernels,
  pLogits: Float32Array,
  qLogits: Float32Array,
  actions: number,
): Float32Array {
  const rows = rowsOf("pLogits", pLogits, "actions", actions);
  checkLength(pLogits.length, { qLogits });
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    exports.categoricalKl(out.address, arena.place(pLogits), arena.place(qLogits), rows, actions);
    return arena.read(out);
  });
}

/**
 * upstream[row] times the gradient of `categoricalKl`: p_a (log p_a − log q_a − KL) in pLogits, q_a − p_a in qLogits.
 *
 * @param upstream [rows]
 * @returns both gradients, [rows][actions]; not numbers in a row whose divergence is infinite
 */
export function categoricalKlGradient(
  kernels: Kernels,
  upstream: Float32Array,
  pLogits: Float32Array,
  qLogits: Float32Array,
  actions: number,
): { pLogits: Float32Array; qLogits: Float32Array } {
  const rows = rowsOf("pLogits", pLogits, "actions", actions);
  checkLength(pLogits.length, { qLogits });
  checkLength(rows, { upstream });
  return kernels.run((exports, arena) => {
    const [inP, inQ] = [arena.reserve(pLogits.length), arena.reserve(pLogits.length)];
    exports.categoricalKlGradient(
      inP.address,
      inQ.address,
      arena.place(upstream),
      arena.place(pLogits),
      arena.place(qLogits),
      rows,
      actions,
    );
    return { pLogits: arena.read(inP), qLogits: arena.read(inQ) };
  });
}
