import { engine, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { ownData } from "../own-data.ts";
import { snapshot } from "../snapshot.ts";

/**
 * Where every variable had its data when a capture began. A program knows variables by address: one to which the function
 * assigned other data is copied home at the function's end.
 */
export class VariableHomes {
  readonly #backend: AcceleratedBackend;
  readonly #homes: ReadonlyMap<Variable, Tensor>;

  constructor(backend: AcceleratedBackend) {
    this.#backend = backend;
    const variables = Object.values(engine().registeredVariables);
    for (const variable of variables) ownData(variable);
    this.#homes = new Map(variables.map((variable) => [variable, backend.hold(variable, variable)]));
  }

  /** The variable whose home these data are. */
  variableAt(dataId: object): Variable | undefined {
    return [...this.#homes].find(([, home]) => home.dataId === dataId)?.[0];
  }

  /** Why the function cannot be replayed, if it makes variables, disposes of them or keeps their data. */
  problem(): string | undefined {
    const made = Object.values(engine().registeredVariables).find((variable) => !this.#homes.has(variable));
    if (made !== undefined) return `it makes the variable ${made.name}; make it before`;
    const known = [...this.#homes.keys()];
    const disposed = known.find(({ isDisposed }) => isDisposed);
    if (disposed !== undefined) return `it disposes of the variable ${disposed.name}`;
    const shared = known.find(({ dataId }) => this.#backend.sharers(dataId) > 1);
    if (shared !== undefined)
      return `it keeps a tensor that shares the data of ${shared.name}; return it instead`;
    return undefined;
  }

  /** Copies home the variables that have other data now, by launches like any other. */
  bringHome(): void {
    const away = [...this.#homes].filter(([variable, home]) => variable.dataId !== home.dataId);
    const written = new Set(away.map(([, { dataId }]) => dataId));
    const sources = away.map(([variable]) => (written.has(variable.dataId) ? snapshot(variable) : variable));
    away.forEach(([variable, home], i) => {
      const source = sources[i]!;
      this.#backend.copyInto(home, source);
      variable.assign(home);
      if (source !== variable) source.dispose();
    });
  }

  /** Sends the variables home, after a call in which nothing was launched. */
  restore(): void {
    for (const [variable, home] of this.#homes) {
      if (!variable.isDisposed && variable.dataId !== home.dataId) variable.assign(home);
    }
  }

  dispose(): void {
    for (const home of this.#homes.values()) this.#backend.letGo(home);
  }
}
