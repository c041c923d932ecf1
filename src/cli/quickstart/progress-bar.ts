import type { Progress } from "../../training/fit-options.ts";

const WIDTH = 24;

/** A text stream that may be a terminal, such as process.stderr. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows progress on one line that is drawn over; where the output is no terminal, as one line every 10 seconds. */
export interface ProgressBar {
  show(progress: Progress): void;
  /** Leaves the line as it is and starts a new one. */
  end(): void;
}

export function progressBar(
  label: string,
  terminal: Terminal,
  now: () => number = () => performance.now(),
): ProgressBar {
  let last = "";
  let shownAt = now();
  return {
    show(progress) {
      last = progressLine(label, progress);
      if (terminal.isTTY) terminal.write(`\r\u001b[2K${last}`);
      else if (now() - shownAt >= 10_000) {
        shownAt = now();
        terminal.write(`${last}\n`);
      }
    },
    end() {
      terminal.write(terminal.isTTY ? "\n" : `${last}\n`);
    },
  };
}

/** "discrete CQL  ████████░░░░  40 %  16,000/40,000  2,450 steps/s  10 s left" */
export function progressLine(label: string, { step, steps, stepsPerSecond }: Progress): string {
  const share = step / steps;
  const filled = Math.round(share * WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
  const percent = `${Math.floor(100 * share)} %`.padStart(5);
  const count = `${step.toLocaleString("en-US")}/${steps.toLocaleString("en-US")}`;
  const rate = `${Math.round(stepsPerSecond).toLocaleString("en-US")} steps/s`;
  return `${label.padEnd(17)} ${bar} ${percent}  ${count}  ${rate}  ${remaining(steps - step, stepsPerSecond)}`;
}

function remaining(steps: number, rate: number): string {
  if (steps === 0) return "done";
  const seconds = Math.ceil(steps / rate);
  return seconds < 60 ? `${seconds} s left` : `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
}
