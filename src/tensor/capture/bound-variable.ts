import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { ownData } from "../own-data.ts";

/** A variable, and the place in memory where a program reads and writes it. */
export class BoundVariable {
  readonly variable: Variable;
  readonly #backend: AcceleratedBackend;
  readonly #place: Tensor;
  #data: { readonly refCount: number };
  #references: number;

  /** @param place holds the variable's data */
  constructor(backend: AcceleratedBackend, variable: Variable, place: Tensor) {
    this.#backend = backend;
    this.variable = variable;
    this.#place = place;
    this.#data = backend.dataIdMap.get(place.dataId);
    this.#references = this.#data.refCount;
  }

  /** Makes sure that the variable, and no other tensor, has its data at the place. */
  settle(): void {
    const isHome = this.variable.dataId === this.#place.dataId;
    if (isHome && this.#data.refCount === this.#references) return;
    if (isHome) ownData(this.variable);
    else this.#bringHome();
    this.#data = this.#backend.dataIdMap.get(this.#place.dataId);
    this.#references = this.#data.refCount;
  }

  /** The variable was given other data, by `assign`. */
  #bringHome(): void {
    if (this.#backend.sharers(this.#place.dataId) > 0) this.#backend.vacate(this.#place);
    this.#backend.copyInto(this.#place, this.variable);
    this.variable.assign(this.#place);
  }
}
