import type { Tensor } from "@tensorflow/tfjs-core";
import { kernelOf } from "../../kernels/instance.ts";
import type { AcceleratedBackend } from "../backend.ts";
import { settle } from "./bound-variable.ts";
import type { Launch } from "./recorder.ts";
import type { Decision, Recording } from "./recording.ts";

/** A captured call of a function: the kernels that it launched, with the numbers that it gave them. */
export class Program {
  readonly #backend: AcceleratedBackend;
  readonly #recording: Recording;
  readonly #launches: readonly (() => void)[];
  /** Tensors that the function made and returned. */
  readonly #results: readonly Tensor[];
  /** The backend's count when the inputs were last looked at. */
  #lookedAt = Number.NaN;

  constructor(backend: AcceleratedBackend, recording: Recording, results: readonly Tensor[]) {
    this.#backend = backend;
    this.#recording = recording;
    this.#results = results;
    this.#launches = recording.launched.map((launch) => bind(backend, launch));
    recording.homes.dispose();
  }

  /** Whether every question would be answered as it was when this was recorded. */
  applies(): boolean {
    return this.#recording.decisions.every(holds);
  }

  /** Launches everything again. Throws where a tensor that the program uses is nobody's any more. */
  replay(): void {
    if (this.#lookedAt !== this.#backend.sharingChanges) this.#lookAtInputs();
    for (const launch of this.#launches) launch();
  }

  dispose(): void {
    for (const result of this.#results) result.dispose();
    this.#recording.dispose();
  }

  #lookAtInputs(): void {
    const { inputs, variables } = this.#recording;
    const gone = variables.find(({ variable }) => variable.isDisposed);
    if (gone !== undefined) throw lost(`the variable ${gone.variable.name}`);
    const input = inputs.find(({ dataId }) => this.#backend.sharers(dataId) === 0);
    if (input !== undefined) throw lost(`a tensor of shape [${input.shape}]`);
    for (const variable of variables) settle(this.#backend, variable);
    this.#lookedAt = this.#backend.sharingChanges;
  }
}

function bind(backend: AcceleratedBackend, { name, numbers, fault }: Launch): () => void {
  const launch = kernelOf(backend.kernels, name).bind(undefined, ...numbers);
  if (fault === undefined) return launch;
  return () => {
    const index = Number(launch());
    if (index >= 0) throw fault(index);
  };
}

function holds({ steps, ask, stepsBefore, answer }: Decision): boolean {
  return ask(steps() + stepsBefore) === answer;
}

function lost(what: string): Error {
  return new Error(`a captured function uses ${what}, which has been disposed`);
}
