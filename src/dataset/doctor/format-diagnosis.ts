import type { DatasetOverview, Diagnosis, Range } from "./diagnosis.ts";
import type { Finding, Severity } from "./finding.ts";
import { count, numberText } from "./numbers.ts";

const WIDTH = 100;

/** Gives a text its color or weight. */
export type Emphasis = (text: string, severity: Severity) => string;

/**
 * A diagnosis for people, as text of at most 100 columns: what the log is, each finding with its consequence and remedy, and
 * a verdict.
 *
 * @param emphasis applied to the title of each finding. Default: none.
 */
export function formatDiagnosis(
  { dataset, findings }: Diagnosis,
  emphasis: Emphasis = (text) => text,
): string {
  return [
    ...(dataset ? [overviewText(dataset)] : []),
    ...findings.map((finding) => findingText(finding, emphasis)),
    verdict(findings),
  ].join("\n\n");
}

function overviewText(dataset: DatasetOverview): string {
  const { rows, transitions, episodes, terminated, observationSize, rewards, valueBounds } = dataset;
  const lines: (readonly [string, string])[] = [
    ["rows", `${rows}, of which ${transitions} are transitions; ${terminated} terminated`],
    ["episodes", episodesText(episodes, dataset.episodeLengths)],
    ["observations", `${count(observationSize, "component")}`],
    ["actions", actionsText(dataset.actions)],
    ["rewards", rangeText(rewards)],
  ];
  if (dataset.returns) lines.push(["returns", rangeText(dataset.returns)]);
  if (valueBounds) {
    const { low, high, discount } = valueBounds;
    lines.push(["values", `must lie within ${numberText(low)} … ${numberText(high)} (γ = ${discount})`]);
  }
  return lines.map(([title, text]) => `${title.padEnd(12)}  ${text}`).join("\n");
}

function episodesText(episodes: number, lengths: Range | undefined): string {
  if (lengths === undefined) return "none";
  const { minimum, mean, maximum } = lengths;
  if (minimum === maximum) return `${episodes}, of ${count(maximum, "step")} each`;
  return `${episodes}, of ${minimum} to ${count(maximum, "step")}, ${numberText(mean)} on average`;
}

function actionsText(actions: DatasetOverview["actions"]): string {
  if (actions.kind === "discrete") return `discrete, ${actions.count}`;
  const { size, low, high } = actions;
  return `continuous, ${count(size, "component")} within ${numberText(Math.min(...low))} … ${numberText(Math.max(...high))}`;
}

function rangeText({ minimum, mean, maximum }: Range): string {
  return `${numberText(minimum)} … ${numberText(maximum)}, ${numberText(mean)} on average`;
}

function findingText(finding: Finding, emphasis: Emphasis): string {
  const { severity, code, message, consequence, remedy } = finding;
  const title = emphasis(`${severity.toUpperCase()} ${code}`, severity);
  const lines = [
    ...wrap(message, "  "),
    ...wrap(consequence, "  means  ", "         "),
    ...(remedy === "nothing" ? [] : wrap(remedy, "  do     ", "         ")),
  ];
  return [title, ...lines].join("\n");
}

/** Words in lines of at most 100 characters. */
function wrap(text: string, first: string, following: string = first): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(" ")) {
    const isStart = line === first || line === following;
    if (!isStart && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = following + word;
    } else line += isStart ? word : ` ${word}`;
  }
  return [...lines, line];
}

function verdict(findings: readonly Finding[]): string {
  const number = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const counts = (["error", "warning", "note"] as const).map((severity) => count(number(severity), severity));
  const advice =
    number("error") > 0
      ? "do not train on this log"
      : number("warning") > 0
        ? "look at the warnings before training"
        : "nothing speaks against training on this log";
  return `${counts.join(", ")}: ${advice}`;
}
