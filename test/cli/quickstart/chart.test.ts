import { expect, test } from "vitest";
import {
  type Axis,
  type Chart,
  chartSvg,
  escapeText,
  type Series,
} from "../../../src/cli/quickstart/chart.ts";

/** Edges of the plot in a chart of 640 × 380. */
const plot = { left: 64, right: 612, top: 36, bottom: 312 };

const steps: Axis = { title: "steps", min: 0, max: 1000 };
const values: Axis = { title: "value", min: 0, max: 200 };
const line: Series = {
  name: "DQN",
  color: "#D55E00",
  points: [
    [0, 0],
    [500, 50],
    [1000, 200],
  ],
};

function chart(changes: Partial<Chart> = {}): string {
  return chartSvg({ title: "Values", x: steps, y: values, series: [line], ...changes });
}

/** Places of the points of every polyline. */
function polylines(svg: string): number[][][] {
  return [...svg.matchAll(/<polyline points="([^"]*)"/g)].map(([, points = ""]) =>
    points.split(" ").map((point) => point.split(",").map(Number)),
  );
}

/** Texts with a given anchor: "end" for the labels of the y axis, "middle" for those of the x axis. */
function labels(svg: string, anchor: string): string[] {
  const texts = svg.matchAll(
    new RegExp(`<text x="[^"]*" y="[^"]*" text-anchor="${anchor}">([^<]*)</text>`, "g"),
  );
  return [...texts].map(([, text = ""]) => text);
}

test("points are placed linearly: the smallest values at left and bottom, the largest at right and top", () => {
  const middle = [(plot.left + plot.right) / 2, plot.bottom - (plot.bottom - plot.top) / 4];
  expect(polylines(chart())).toEqual([[[plot.left, plot.bottom], middle, [plot.right, plot.top]]]);
});

test("on a logarithmic axis equal factors are equal distances: 10 is half-way from 1 to 100", () => {
  const y: Axis = { title: "value", min: 1, max: 100, isLogarithmic: true };
  const points = [1, 10, 100].map((value) => [500, value] as const);
  const [places] = polylines(chart({ y, series: [{ ...line, points }] }));
  expect(places!.map(([, top]) => top)).toEqual([plot.bottom, (plot.top + plot.bottom) / 2, plot.top]);
});

test.for([
  { ...values },
  { title: "value", min: 1, max: 1e6, isLogarithmic: true },
  { title: "value", min: -50, max: 50 },
])("every point lies inside the plot, also those beyond the axes: y from $min to $max", (y) => {
  const extremes = [-1e9, -1, 0, 1e-9, 0.5, 1, 37, 1e9];
  const points = extremes.flatMap((value) => extremes.map((step) => [step, value] as const));
  const svg = chart({ y, series: [{ ...line, points, isMarked: true }] });
  const circles = [...svg.matchAll(/<circle cx="([^"]*)" cy="([^"]*)"/g)].map(([, x, top]) => [
    Number(x),
    Number(top),
  ]);
  expect(circles).toHaveLength(points.length);
  for (const [x, top] of [...polylines(svg).flat(), ...circles]) {
    expect(x).toBeGreaterThanOrEqual(plot.left);
    expect(x).toBeLessThanOrEqual(plot.right);
    expect(top).toBeGreaterThanOrEqual(plot.top);
    expect(top).toBeLessThanOrEqual(plot.bottom);
  }
});

test.for([
  { min: 0, max: 520, expected: ["0", "200", "400"] },
  { min: 0, max: 40_000, expected: ["0", "10,000", "20,000", "30,000", "40,000"] },
  { min: 0, max: 1, expected: ["0", "0.2", "0.4", "0.6", "0.8", "1"] },
  { min: -12, max: 12, expected: ["-10", "-5", "0", "5", "10"] },
])("round numbers from $min to $max are labelled: $expected", ({ min, max, expected }) => {
  const axis: Axis = { title: "axis", min, max };
  expect(labels(chart({ y: axis }), "end").slice(0, -1)).toEqual(expected);
  expect(labels(chart({ x: axis }), "middle")).toEqual(expected);
});

test("on a logarithmic axis the powers of ten are labelled", () => {
  const y: Axis = { title: "value", min: 1, max: 2000, isLogarithmic: true };
  expect(labels(chart({ y }), "end").slice(0, -1)).toEqual(["1", "10", "100", "1,000"]);
});

test("titles, axes and names stand in it as text that cannot end an element", () => {
  const title = `a < b & "c" > d`;
  const escaped = "a &lt; b &amp; &quot;c&quot; &gt; d";
  const svg = chart({
    title,
    x: { ...steps, title },
    y: { ...values, title },
    series: [{ ...line, name: title }],
  });
  expect(svg).not.toContain(title);
  // as title for readers and on screen, two axes and a name
  expect(svg.split(escaped)).toHaveLength(6);
});

test("escapeText leaves other characters alone, and does not escape twice over", () => {
  expect(escapeText("± 12 'x' é")).toBe("± 12 'x' é");
  expect(escapeText("&lt;")).toBe("&amp;lt;");
});

test("a dashed line is dashed in the plot and in the legend, another in neither", () => {
  expect(chart().split("stroke-dasharray")).toHaveLength(1);
  expect(chart({ series: [{ ...line, isDashed: true }] }).split("stroke-dasharray")).toHaveLength(3);
});

test("a marked line has a dot a point, the last one large", () => {
  const svg = chart({ series: [{ ...line, isMarked: true }] });
  const radii = [...svg.matchAll(/<circle [^>]* r="([^"]*)"/g)].map(([, radius]) => Number(radius));
  expect(radii).toEqual([2.5, 2.5, 6]);
  expect(chart()).not.toContain("<circle");
});

test("the legend's names do not run into one another nor out of the chart, at 6.2 pixels a character", () => {
  const names = ["DQN: predicted", "DQN: true", "discrete CQL: predicted", "discrete CQL: true"];
  const svg = chart({ series: names.map((name) => ({ ...line, name })) });
  const starts = [...svg.matchAll(/<line x1="(\d+)" x2="\d+" y1="364"/g)].map(([, x]) => Number(x));
  const ends = [...svg.matchAll(/<text x="(\d+)" y="368">([^<]*)</g)].map(
    ([, x, name = ""]) => Number(x) + 6.2 * name.length,
  );
  expect(ends).toHaveLength(4);
  [...starts.slice(1), 640].forEach((limit, i) => {
    expect(ends[i]).toBeLessThan(limit);
  });
});

test("it is one svg element that refers to nothing outside", () => {
  const svg = chart();
  expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
  expect(svg.endsWith("</svg>")).toBe(true);
  expect(svg).not.toMatch(/href|url\(|@import|<script|<image|NaN|undefined/);
});
