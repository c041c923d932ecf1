import type { KernelExports } from "../../kernels/generated.ts";
import { interceptKernels } from "../../kernels/instance.ts";
import type { AcceleratedBackend } from "../backend.ts";
import type { ProgramMemory } from "./program-memory.ts";
import type { Launch, Recorder } from "./recorder.ts";
import type { Demand, Recording } from "./recording.ts";

const advice = "keep what changes in a variable, and assign to it between runs";

/**
 * The second call of a captured function: nothing is launched, each launch and each number is compared with the first
 * call. What differs depends on something that a replay would not see, such as a counter or `Math.random`.
 */
export class Comparison implements Recorder {
  readonly kernels: KernelExports;
  readonly memory: ProgramMemory;
  readonly #backend: AcceleratedBackend;
  readonly #recording: Recording;
  #launched = 0;
  #demanded = 0;
  #answered = 0;
  /** The first difference. */
  problem: string | undefined;

  constructor(backend: AcceleratedBackend, recording: Recording) {
    this.#backend = backend;
    this.#recording = recording;
    this.memory = recording.memory;
    this.kernels = interceptKernels(backend.kernels, (name, _, numbers) => {
      this.#compare(name, numbers);
      return -1;
    });
  }

  use(): void {
    // the inputs are known from the first call
  }

  allocate(bytes: number, values?: Uint8Array): number {
    const address = this.#demand(values === undefined ? "tensor" : "constant", bytes);
    if (address !== undefined && (values === undefined || this.#isConstant(address, values))) {
      this.memory.share(address);
      return address;
    }
    this.refuse(`JavaScript fills a tensor with values that differ from call to call; ${advice}`);
    return this.#another(bytes, values);
  }

  scratch(bytes: number): number {
    return this.#demand("scratch", bytes) ?? this.memory.scratch(bytes);
  }

  expectFault(): void {
    // known from the first call
  }

  launches(name: keyof KernelExports, first: number): number {
    return this.#recording.launches(name, first);
  }

  answer(): boolean {
    const decision = this.#recording.decisions[this.#answered++];
    if (decision === undefined) this.refuse("it asks more questions at its second call");
    return decision?.answer ?? false;
  }

  refuse(reason: string): void {
    this.problem ??= reason;
  }

  /** The function has come to its end. */
  finish(): void {
    const { launched, demands, decisions } = this.#recording;
    const isSame =
      this.#launched === launched.length &&
      this.#demanded === demands.length &&
      this.#answered === decisions.length;
    if (!isSame) this.#refuseOtherLaunches();
  }

  #compare(name: string, numbers: readonly number[]): void {
    const launch = this.#recording.launched[this.#launched++];
    if (launch?.name !== name) {
      this.#refuseOtherLaunches();
      return;
    }
    const place = numbers.findIndex((number, i) => !Object.is(number, launch.numbers[i]));
    if (place >= 0) this.refuse(changed(launch, place, numbers[place]!));
  }

  /** What was given for the demand at the first call; undefined where that was another. */
  #demand(kind: Demand["kind"], bytes: number): number | undefined {
    const demand = this.#recording.demands[this.#demanded++];
    if (demand?.kind === kind && demand.bytes === bytes) return demand.address;
    this.#refuseOtherLaunches();
    return undefined;
  }

  /** Memory for a tensor that the first call did not make, which may outlive the refusal. */
  #another(bytes: number, values: Uint8Array | undefined): number {
    const address = this.memory.allocate(bytes);
    if (values !== undefined) this.#backend.bytesAt(address, bytes).set(values);
    return address;
  }

  #isConstant(address: number, values: Uint8Array): boolean {
    const before = this.#backend.bytesAt(address, values.length);
    return values.every((byte, i) => byte === before[i]);
  }

  #refuseOtherLaunches(): void {
    this.refuse(
      `it does something else at its second call, after ${this.#launched} kernel launches; ${advice}`,
    );
  }
}

function changed({ name, numbers }: Launch, place: number, now: number): string {
  return `a number of ${name} was ${numbers[place]} at its first call and ${now} at its second; ${advice}`;
}
