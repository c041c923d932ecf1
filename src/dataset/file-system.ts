// In a file of its own, because a program that uses the package need not have the types of Node.

export type FileSystem = typeof import("node:fs/promises");

/** Of Node. Asked of the process, because a bundler for browsers stumbles over an import of a Node module. */
export function fileSystem(): FileSystem | undefined {
  return globalThis.process?.getBuiltinModule?.("node:fs/promises");
}
