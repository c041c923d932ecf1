import { expect, test } from "vitest";
import {
  calibrationChart,
  type Report,
  reportHtml,
  returnChart,
  valueChart,
} from "../../../src/cli/quickstart/report.ts";
import { resultColumns, resultRows } from "../../../src/cli/quickstart/results.ts";
import { baseline, runOf, runs } from "./runs.ts";

const report: Report = { title: "From a log", about: "Three ways.", baseline, runs };
const titles = resultColumns.map(({ title }) => title);

function html(changed: Partial<Report> = {}): string {
  const whole = { ...report, ...changed };
  return reportHtml(whole, titles, resultRows(whole.baseline, whole.runs));
}

test("the page refers to nothing outside itself and runs no script", () => {
  const urls = html().match(/[a-z]+:\/\/[^"\s]+/g);
  // the namespace of the charts is a name, and never fetched
  expect(new Set(urls)).toEqual(new Set(["http://www.w3.org/2000/svg"]));
  expect(html()).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import/);
});

test("it declares its type and encoding, and holds title, text, table and three charts", () => {
  const page = html();
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">\n<meta charset="utf-8">/);
  expect(page).toContain("<title>From a log</title>");
  expect(page).toContain("<p>Three ways.</p>");
  expect(page.split("<svg ")).toHaveLength(4);
  expect(page.split("<tr>")).toHaveLength(1 + 1 + 4);
  expect(page).toContain("<td>naive DQN</td><td>344.2 ± 147.0</td><td>238.3</td>");
  expect(page).not.toMatch(/NaN|undefined|null/);
});

test("whatever is text in it is escaped", () => {
  const evil = `<img src=x onerror="alert(1)">`;
  const page = html({
    title: evil,
    about: evil,
    runs: [runOf(evil, { predictedValue: 1, trueValue: 2 })],
  });
  expect(page).not.toContain("<img");
  // twice the title, the text, the table and the legends of three charts, in one of them twice
  expect(page.split("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;")).toHaveLength(1 + 2 + 1 + 1 + 4);
});

test("the return chart has a line a run, and the log's mean from start to end", () => {
  const { series, x, y } = returnChart(report);
  expect(series.map(({ name }) => name)).toEqual([
    "behavior cloning",
    "naive DQN",
    "discrete CQL",
    "the log's policies",
  ]);
  expect(series[0]!.points).toEqual([
    [200, 100],
    [400, 200],
    [600, 300],
  ]);
  expect(series[3]!.points).toEqual([
    [0, 99.48],
    [600, 99.48],
  ]);
  expect([x.max, y.max]).toEqual([600, 520]);
});

test("the value chart has a predicted and a true line for every run that predicts", () => {
  const { series } = valueChart(report);
  expect(series.map(({ name, isDashed }) => [name, isDashed ?? false])).toEqual([
    ["naive DQN: predicted", false],
    ["naive DQN: true", true],
    ["discrete CQL: predicted", false],
    ["discrete CQL: true", true],
  ]);
  expect(series[0]!.points.at(-1)).toEqual([600, 238.25]);
  expect(series[1]!.points.at(-1)).toEqual([600, 21.67]);
});

test("the calibration chart has predicted over true value, and the diagonal", () => {
  const { series } = calibrationChart(report);
  expect(series.map(({ name }) => name)).toEqual(["naive DQN", "discrete CQL", "predicted = true"]);
  expect(series[0]!.points.at(-1)).toEqual([21.67, 238.25]);
  expect(series[2]!.points.every(([x, y]) => x === y)).toBe(true);
});

test.for([
  { predictedValue: 50, max: 110, isLogarithmic: false },
  { predictedValue: 900, max: 990, isLogarithmic: false },
  { predictedValue: 5000, max: 5500, isLogarithmic: true },
])(
  "a prediction of $predictedValue gives an axis up to $max, logarithmic beyond 1,000: $isLogarithmic",
  ({ predictedValue, max, isLogarithmic }) => {
    const { y } = valueChart({ ...report, runs: [runOf("dqn", { predictedValue, trueValue: 20 })] });
    expect(Math.abs(y.max - max)).toBeLessThan(1e-9);
    expect(y).toMatchObject({ isLogarithmic, min: isLogarithmic ? 1 : 0 });
  },
);
