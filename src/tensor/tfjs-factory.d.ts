/** The CommonJS module of tfjs-backend-wasm 4.22 that starts its C++ side; its own types take it for an ES module. */
declare module "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js" {
  const createModule: (settings: {
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
    onAbort(message: unknown): void;
  }) => Promise<import("./tfjs-module.ts").EmscriptenModule>;
  export default createModule;
}
