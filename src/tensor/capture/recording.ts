import type { Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelExports } from "../../kernels/generated.ts";
import { interceptKernels } from "../../kernels/instance.ts";
import type { AcceleratedBackend } from "../backend.ts";
import type { BoundVariable } from "./bound-variable.ts";
import { ProgramMemory } from "./program-memory.ts";
import type { Launch, Question, Recorder } from "./recorder.ts";
import { VariableHomes } from "./variable-homes.ts";

/** A piece of memory that a function asked for. */
export interface Demand {
  readonly kind: "tensor" | "constant" | "scratch";
  readonly bytes: number;
  readonly address: number;
}

/** A question with the answer that was given. */
export interface Decision extends Question {
  readonly answer: boolean;
}

/** The first call of a captured function: everything is done as ever, and written down. */
export class Recording implements Recorder {
  readonly kernels: KernelExports;
  readonly memory: ProgramMemory;
  readonly homes: VariableHomes;
  readonly launched: Launch[] = [];
  readonly demands: Demand[] = [];
  readonly decisions: Decision[] = [];
  /** Tensors from outside that are no variables, held as long as the program lives. */
  readonly inputs: Tensor[] = [];
  /** Variables, and where the program knows them, held as long. */
  readonly variables: BoundVariable[] = [];
  /** The first reason why this cannot be replayed. */
  problem: string | undefined;
  readonly #backend: AcceleratedBackend;
  readonly #known = new Set<object>();
  #scratch: Demand | undefined;
  #fault: Launch["fault"];

  constructor(backend: AcceleratedBackend) {
    this.#backend = backend;
    this.homes = new VariableHomes(backend);
    this.memory = new ProgramMemory(backend);
    this.kernels = interceptKernels(backend.kernels, (name, kernel, numbers) => {
      this.launched.push({ name, numbers, fault: this.#fault });
      this.#fault = undefined;
      return kernel(...numbers);
    });
  }

  use(tensor: TensorInfo): void {
    const { dataId } = tensor;
    if (this.#known.has(dataId) || this.#backend.ownerOf(dataId) === this.memory) return;
    this.#known.add(dataId);
    const variable = this.homes.variableAt(dataId);
    const place = this.#backend.hold({ ...(variable ?? tensor), dataId }, variable);
    if (variable === undefined) this.inputs.push(place);
    else this.variables.push({ variable, place });
  }

  allocate(bytes: number, values?: Uint8Array): number {
    if (values === undefined) return this.#demand("tensor", bytes, this.memory.allocate(bytes));
    const address = this.memory.constant(bytes);
    this.#backend.bytesAt(address, bytes).set(values);
    return this.#demand("constant", bytes, address);
  }

  scratch(bytes: number): number {
    if (this.#scratch === undefined || this.#scratch.bytes < bytes) {
      this.#scratch = { kind: "scratch", bytes, address: this.memory.scratch(bytes) };
    }
    return this.#demand("scratch", bytes, this.#scratch.address);
  }

  expectFault(fault: (index: number) => Error): void {
    this.#fault = fault;
  }

  launches(name: keyof KernelExports, first: number): number {
    return this.launched.filter((launch) => launch.name === name && launch.numbers[0] === first).length;
  }

  answer(question: Question): boolean {
    const answer = question.ask(question.steps());
    this.decisions.push({ ...question, answer });
    return answer;
  }

  refuse(reason: string): void {
    this.problem ??= reason;
  }

  /** Gives up: memory goes with the tensors that lie in it. */
  abandon(): void {
    this.homes.dispose();
    this.dispose();
  }

  /** Lets go of what is from outside; memory goes with the tensors that lie in it. */
  dispose(): void {
    for (const input of this.inputs) this.#backend.letGo(input);
    for (const { place } of this.variables) this.#backend.letGo(place);
    this.memory.release();
  }

  #demand(kind: Demand["kind"], bytes: number, address: number): number {
    this.demands.push({ kind, bytes, address });
    return address;
  }
}
