import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import createModule from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js";

type WasmFunction = (...numbers: number[]) => number;

/** The emscripten module, with the function that binds its exports, which tfjs's types leave out. */
export type EmscriptenModule = BackendWasm["wasm"] & {
  cwrap(name: string, returns: "number" | null, parameters: "number"[]): WasmFunction;
};

/** An instance of tfjs-backend-wasm's C++ side and the memory that it lives in. */
export interface TfjsModule {
  readonly module: EmscriptenModule;
  readonly memory: WebAssembly.Memory;
}

/**
 * Starts the single-threaded module of tfjs-backend-wasm from the bytes of its SIMD binary. tfjs's own start searches
 * for a file, which no bundler finds without configuration, and may choose threads, whose memory is of another kind.
 */
export async function startTfjsModule(binary: BufferSource): Promise<TfjsModule> {
  const { module, memory } = await instantiate(binary);
  if (memory === undefined) throw new Error("the binary of tfjs-backend-wasm exports no memory");
  module.tfjs = bindings(module);
  return { module, memory };
}

async function instantiate(
  binary: BufferSource,
): Promise<{ module: EmscriptenModule; memory: WebAssembly.Memory | undefined }> {
  let memory: WebAssembly.Memory | undefined;
  const module = await new Promise<EmscriptenModule>((resolve, reject) => {
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ) => {
      WebAssembly.instantiate(binary, imports)
        .then(({ instance }) => {
          memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
          done(instance);
        })
        .catch(reject);
      return {};
    };
    const onAbort = (message: unknown) => reject(new Error(String(message)));
    withoutListeners(() => createModule({ instantiateWasm, onAbort })).then(resolve, reject);
  });
  return { module, memory };
}

/** The part of the C++ side that `BackendWasm` itself calls; its kernels bind their own. */
function bindings({ cwrap }: EmscriptenModule): EmscriptenModule["tfjs"] {
  return {
    init: cwrap("init", null, []),
    initWithThreadsCount: cwrap("init_with_threads_count", null, ["number"]),
    getThreadsCount: cwrap("get_threads_count", "number", []),
    registerTensor: cwrap("register_tensor", null, ["number", "number", "number"]),
    disposeData: cwrap("dispose_data", null, ["number"]),
    dispose: cwrap("dispose", null, []),
  };
}

/**
 * Removes the listeners that `create` adds for uncaught errors. Emscripten adds some in Node, at once, only to throw the
 * error again, which prints its minified source in place of the user's line.
 */
function withoutListeners<Result>(create: () => Result): Result {
  const { process } = globalThis;
  if (process?.listeners === undefined) return create();
  const forExceptions = new Set(process.listeners("uncaughtException"));
  const forRejections = new Set(process.listeners("unhandledRejection"));
  const result = create();
  for (const listener of process.listeners("uncaughtException")) {
    if (!forExceptions.has(listener)) process.removeListener("uncaughtException", listener);
  }
  for (const listener of process.listeners("unhandledRejection")) {
    if (!forRejections.has(listener)) process.removeListener("unhandledRejection", listener);
  }
  return result;
}
