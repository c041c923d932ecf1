import { DatasetError } from "../dataset-error.ts";
import { type Frame, frameBytes, readFrames } from "./frame.ts";
import { cannotStart, type Host } from "./host.ts";
import type { TaskCall } from "./message.ts";
import { packCall } from "./packed-call.ts";

type ChildProcesses = typeof import("node:child_process");
type ChildProcess = ReturnType<ChildProcesses["spawn"]>;

/** Where Node's processes are to be had: nowhere in a browser. */
export function childProcesses(): ChildProcesses | undefined {
  return globalThis.process?.getBuiltinModule?.("node:child_process");
}

/** Heap of the process in MiB. Columns lie outside of it, in buffers whose sizes are checked. */
const HEAP_MEBIBYTES = 1024;

/** Messages come through a pipe beside the three usual streams. */
const OUTPUT = 3;

/** Loaders that the program was started with, such as tsx, which the child needs as well. */
const LOADER_FLAG = /^(--import|--require|-r|--loader|--experimental-loader|--conditions|-C)(=|$)/;

/** Starts a process that answers `call`. */
export function startChild(processes: ChildProcesses, call: TaskCall): Host {
  const child = processes.spawn(process.execPath, childArguments(), {
    stdio: ["pipe", "ignore", "pipe", "pipe"],
  });
  letGo(child);
  const ended = endOf(child);
  const frames = outputFrames(child);
  const nextFrame = async (): Promise<Frame | undefined> =>
    (await frames.next().catch(() => undefined))?.value;
  // without its call it has nothing to do
  send(child, call).catch(() => child.kill("SIGKILL"));
  return {
    started: nextFrame().then(async (frame) => {
      if (frame === undefined) throw cannotStart(await ended);
    }),
    async next() {
      const frame = await nextFrame();
      if (frame === undefined)
        throw new DatasetError(`the process that read the file has ended: ${await ended}`);
      if (frame.kind === "error") throw new DatasetError(frame.head);
      return frame.kind === "message" ? frame : undefined;
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

function childArguments(): string[] {
  const { fileURLToPath } = process.getBuiltinModule("node:url");
  // it lies beside this file, in the sources as in the package
  const script = fileURLToPath(import.meta.url.replace(/child-process(\.[jt]s)$/, "child$1"));
  return [...loaderFlags(process.execArgv), `--max-old-space-size=${HEAP_MEBIBYTES}`, script];
}

/** `--import tsx` and `--import=tsx`, of all that a program may be started with. */
function loaderFlags(flags: readonly string[]): string[] {
  return flags.filter((flag, i) => {
    const before = flags[i - 1] ?? "";
    return LOADER_FLAG.test(flag) || (LOADER_FLAG.test(before) && !before.includes("="));
  });
}

async function* outputFrames({ stdio }: ChildProcess): AsyncGenerator<Frame> {
  const output = stdio[OUTPUT];
  if (output && "readable" in output) yield* readFrames(output);
}

async function send({ stdin }: ChildProcess, call: TaskCall): Promise<void> {
  // a process that has ended says so on its own
  stdin?.on("error", () => {});
  for (const bytes of frameBytes(await packCall(call))) stdin?.write(bytes);
  stdin?.end();
}

/** A reader that waits to be asked must not keep the program from ending; while it is asked, a timer does. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio) {
    if (stream && "unref" in stream && typeof stream.unref === "function") stream.unref();
  }
}

/** Resolves with how a process ended, and the line in which Node says why. */
function endOf(child: ChildProcess): Promise<string> {
  const printed: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => {
      const cause = /^.*(?:FATAL|Error).*$/m.exec(printed.join(""))?.[0];
      resolve([signal ?? `exit code ${code}`, cause].filter(Boolean).join(", "));
    });
  });
}
