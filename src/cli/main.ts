#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { type Command, UsageError } from "./command.ts";
import { commands } from "./commands.ts";

// Exit codes: 0 done, 1 the data or the system says no, 2 the command line is wrong.

const FAILED = 1;
const WRONG_USAGE = 2;

// what is written may be cut off by `head`: then there is nobody left to tell
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

async function main(args: readonly string[]): Promise<number> {
  const debug = args.includes("--debug");
  const [name, ...rest] = args.filter((arg) => arg !== "--debug");
  const command = commands.find((known) => known.name === name);
  try {
    return command ? await runCommand(command, rest) : await answer(name);
  } catch (error) {
    return report(error, { command, debug });
  }
}

async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  if (!args.includes("--help")) return command.run(args);
  console.log(`${command.summary}\n\n${usage(command)}\n\n${command.help}`);
  return 0;
}

/** What is asked without a command. */
async function answer(name: string | undefined): Promise<number> {
  if (name === "--version") console.log(await version());
  else if (name === "--help") console.log(overview());
  else throw new UsageError(name === undefined ? "a command is missing" : `unknown command ${name}`);
  return 0;
}

function report(
  error: unknown,
  { command, debug }: { command: Command | undefined; debug: boolean },
): number {
  const wrongUsage = error instanceof UsageError;
  console.error(`offline-rl: ${error instanceof Error ? error.message : error}`);
  if (wrongUsage) console.error(`\n${command ? usage(command) : overview()}`);
  if (debug) console.error(error);
  return wrongUsage ? WRONG_USAGE : FAILED;
}

function usage({ name, parameters }: Command): string {
  return `usage: offline-rl ${name} ${parameters}`;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "usage: offline-rl COMMAND …",
    "",
    ...list,
    "",
    "offline-rl COMMAND --help tells more about a command, offline-rl --version the version; --debug shows where an",
    "error comes from.",
  ].join("\n");
}

async function version(): Promise<string> {
  const manifest: { version: string } = JSON.parse(
    await readFile(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}

process.exitCode = await main(process.argv.slice(2));
