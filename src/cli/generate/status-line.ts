import type { Terminal } from "../quickstart/progress-bar.ts";

const INTERVAL = 10_000;

/** A line that is drawn over, and goes when the work is done. Where the output is no terminal, a line every 10 seconds. */
export interface StatusLine {
  show(line: string): void;
  clear(): void;
}

export function statusLine(terminal: Terminal, now: () => number = () => performance.now()): StatusLine {
  let shownAt = now();
  const draw = (line: string): void => {
    terminal.write(`\r\u001b[2K${line}`);
  };
  return {
    show(line) {
      if (terminal.isTTY) draw(line);
      else if (now() - shownAt >= INTERVAL) {
        shownAt = now();
        terminal.write(`${line}\n`);
      }
    },
    clear() {
      if (terminal.isTTY) draw("");
    },
  };
}
