import { arch, cpus, platform } from "node:os";

/** What the figures were measured on. */
export function machine() {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    platform: `${platform()} ${arch()}`,
    node: process.version,
    v8: process.versions.v8,
    threads: 1,
  };
}
