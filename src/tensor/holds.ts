import type { Tensor, Variable } from "@tensorflow/tfjs-core";

/** The tensors by which programs keep data at their address, and whose home the address is, if it is that of a variable. */
export class Holds {
  readonly #ofData = new Map<object, Map<Tensor, Variable | undefined>>();

  add(held: Tensor, home: Variable | undefined): void {
    const holds = this.#ofData.get(held.dataId) ?? new Map<Tensor, Variable | undefined>();
    this.#ofData.set(held.dataId, holds.set(held, home));
  }

  remove(held: Tensor): void {
    const holds = this.#ofData.get(held.dataId);
    holds?.delete(held);
    if (holds?.size === 0) this.#ofData.delete(held.dataId);
  }

  count(dataId: object): number {
    return this.#ofData.get(dataId)?.size ?? 0;
  }

  isHomeOf(variable: Variable): boolean {
    const homes = this.#ofData.get(variable.dataId)?.values() ?? [];
    return [...homes].includes(variable);
  }

  /** Those that hold data now hold others. Returns them. */
  move(from: object, to: object): Tensor[] {
    const holds = this.#ofData.get(from) ?? new Map<Tensor, Variable | undefined>();
    this.#ofData.delete(from);
    this.#ofData.set(to, holds);
    return [...holds.keys()];
  }
}
