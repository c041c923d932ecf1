import { util, type Variable } from "@tensorflow/tfjs-core";
import { acceleratedBackend } from "../tensor/backend.ts";
import { ownData } from "../tensor/own-data.ts";

/** What some variables held at one time, outside of the WebAssembly heap. */
export interface Checkpoint {
  /** Writes it back in place: a captured function goes on from there, and tensors that shared the data keep theirs. */
  restore(): void;
}

/** A copy of the variables' entries. */
export function checkpoint(variables: readonly Variable[]): Checkpoint {
  const copies = variables.map((variable) => bytesOf(variable).slice());
  return {
    restore() {
      variables.forEach((variable, i) => {
        ownData(variable);
        bytesOf(variable).set(copies[i]!);
      });
    },
  };
}

function bytesOf(variable: Variable): Uint8Array {
  const backend = acceleratedBackend();
  return backend.bytesAt(backend.address(variable), variable.size * util.bytesPerElement(variable.dtype));
}
