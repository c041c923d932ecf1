/** The emscripten module of tfjs-backend-wasm 4.22, whose own types describe neither its CommonJS export nor cwrap. */
declare module "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js" {
  import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

  type WasmFunction = (...numbers: number[]) => number;

  export type EmscriptenModule = BackendWasm["wasm"] & {
    cwrap(name: string, returns: "number" | null, parameters: "number"[]): WasmFunction;
  };

  const createModule: (settings: {
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
    onAbort(message: unknown): void;
  }) => Promise<EmscriptenModule>;
  export default createModule;
}
