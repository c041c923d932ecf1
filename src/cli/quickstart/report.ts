import { type Chart, chartSvg, escapeText, type Series } from "./chart.ts";
import type { Checkpoint, Run } from "./experiment.ts";
import { nameOf } from "./names.ts";

/** What the log's own policies achieved. */
export interface Baseline {
  readonly returnMean: number;
  readonly returnSd: number;
  /** Mean discounted return of the episodes of the log. */
  readonly trueValue: number;
}

export interface Report {
  readonly title: string;
  /** A sentence on the log. */
  readonly about: string;
  readonly baseline: Baseline;
  readonly runs: readonly Run[];
}

/** Colours that colour-blind readers can tell apart (Okabe & Ito). */
const colors: Record<string, string> = { behaviorCloning: "#0072B2", dqn: "#D55E00", discreteCql: "#009E73" };
const grey = "#777777";

function line(
  run: Run,
  pick: (checkpoint: Checkpoint) => number | null,
  name = nameOf(run.result.algorithm),
): Series {
  const points = run.curve.flatMap((checkpoint) => {
    const y = pick(checkpoint);
    return y === null ? [] : [[checkpoint.step, y] as const];
  });
  return { name, color: colors[run.result.algorithm] ?? grey, points };
}

/** The return of every policy in the simulator while it learns from the log. */
export function returnChart({ runs, baseline }: Report): Chart {
  const steps = runs[0]!.result.steps;
  const behavior: Series = {
    name: "the log's policies",
    color: grey,
    isDashed: true,
    points: [
      [0, baseline.returnMean],
      [steps, baseline.returnMean],
    ],
  };
  return {
    title: "Return in the simulator while learning from the log",
    x: { title: "training steps", min: 0, max: steps },
    y: { title: "return", min: 0, max: 520 },
    series: [...runs.map((run) => line(run, ({ returnMean }) => returnMean)), behavior],
  };
}

/** The value that each Q-function predicts for its policy, and the value that the policy has. */
export function valueChart({ runs }: Report): Chart {
  const judged = runs.filter(({ result }) => result.predictedValue !== null);
  const series = judged.flatMap((run) => [
    line(run, ({ predictedValue }) => predictedValue, `${nameOf(run.result.algorithm)}: predicted`),
    { ...line(run, ({ trueValue }) => trueValue, `${nameOf(run.result.algorithm)}: true`), isDashed: true },
  ]);
  return {
    title: "Predicted and true value while learning",
    x: { title: "training steps", min: 0, max: runs[0]!.result.steps },
    y: { title: "discounted return", ...valueRange(series) },
    series,
  };
}

/** Predicted against true value: above the diagonal a Q-function promises more than its policy earns. */
export function calibrationChart({ runs }: Report): Chart {
  const judged = runs.filter(({ result }) => result.predictedValue !== null);
  const paths = judged.map((run): Series => {
    const points = run.curve.map(
      ({ trueValue, predictedValue }) => [trueValue, predictedValue ?? 0] as const,
    );
    return {
      name: nameOf(run.result.algorithm),
      color: colors[run.result.algorithm] ?? grey,
      points,
      isMarked: true,
    };
  });
  const range = valueRange(paths);
  const diagonal: Series = {
    name: "predicted = true",
    color: grey,
    isDashed: true,
    // many points: on a logarithmic axis the diagonal is a curve
    points: Array.from({ length: 111 }, (_, value) => [value, value] as const),
  };
  return {
    title: "Predicted against true value (large dot: the end of training)",
    x: { title: "true value (discounted return earned)", min: 0, max: 110 },
    y: { title: "predicted value", ...range },
    series: [...paths, diagonal],
  };
}

/** Logarithmic where the values go beyond ten times the largest possible return. */
function valueRange(series: readonly Series[]): { min: number; max: number; isLogarithmic: boolean } {
  const values = series.flatMap(({ points }) => points.map(([, y]) => y));
  const max = 1.1 * Math.max(...values, 100);
  const isLogarithmic = max > 1000;
  return { min: isLogarithmic ? 1 : 0, max, isLogarithmic };
}

/** A page that needs nothing but itself. */
export function reportHtml(
  report: Report,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const cells = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${escapeText(text)}</${tag}>`).join("")}</tr>`;
  const charts = [calibrationChart(report), valueChart(report), returnChart(report)];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeText(report.title)}</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:760px;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
td,th{padding:.3rem .6rem;text-align:right;border-bottom:1px solid #ddd}
td:first-child,th:first-child{text-align:left}
svg{width:100%;height:auto;margin:1rem 0}
</style>
<h1>${escapeText(report.title)}</h1>
<p>${escapeText(report.about)}</p>
<table>${cells("th", columns)}${rows.map((row) => cells("td", row)).join("")}</table>
${charts.map(chartSvg).join("\n")}
</html>
`;
}
