import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelExports } from "../../kernels/generated.ts";

/** One launch of a kernel. */
export interface Launch {
  readonly name: keyof KernelExports;
  readonly numbers: readonly number[];
  /** The error for the index that the kernel returns, where it is not negative. */
  readonly fault?: ((index: number) => Error) | undefined;
}

/** Something that a captured function asked of a count of steps, and how it depends on it. */
export interface Question {
  /** The steps that an optimizer has taken. */
  readonly steps: () => number;
  readonly ask: (steps: number) => boolean;
  /** Steps of this optimizer before the question, in the same call of the function. */
  readonly stepsBefore: number;
}

/** Memory that belongs to a program. */
export interface OwnedMemory {
  /** One tensor fewer lies at the address. */
  free(address: number): void;
}

/** What the backend hands its work to while a function is captured. */
export interface Recorder {
  /** Stand in place of the backend's own kernels. */
  readonly kernels: KernelExports;
  readonly memory: OwnedMemory;
  /** Called for every tensor whose address is used. */
  use(tensor: TensorInfo): void;
  /** The address of a new tensor. @param values what JavaScript fills it with */
  allocate(bytes: number, values?: Uint8Array): number;
  scratch(bytes: number): number;
  /** The next launch looks for a fault. */
  expectFault(fault: (index: number) => Error): void;
  /** How often a kernel has been launched with this first number. */
  launches(name: keyof KernelExports, first: number): number;
  /** The answer, on which the program then depends. */
  answer(question: Question): boolean;
  /** Says why the function cannot be replayed. It runs on to its end. */
  refuse(reason: string): void;
}
