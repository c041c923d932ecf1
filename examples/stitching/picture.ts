import type { GridMap, GridPosition } from "offline-rl";
import { corners } from "./log.ts";

/** Ways through the maze in one color, beside the middle of their cells by `shift` cells, so that ways do not hide another. */
export interface Layer {
  readonly name: string;
  readonly color: string;
  readonly shift: number;
  readonly paths: readonly (readonly GridPosition[])[];
  /** Of the lines, in pixels; a single way is thicker and has an arrow. */
  readonly width: number;
}

const cell = 48;
const legendHeight = 56;

/** The maze with ways through it, as an SVG. */
export function picture({ rows, columns, cells }: GridMap, layers: readonly Layer[]): string {
  const [width, height] = [columns * cell, rows * cell + legendHeight];
  const walls = cells.flatMap((kind, i) =>
    kind === "wall" ? [square(Math.floor(i / columns), i % columns)] : [],
  );
  const parts = [...walls, ...layers.flatMap(drawLayer), ...cornerNames(), ...legend(layers, rows * cell)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>Two families of trajectories, and what cloning and CQL make of them</title>
<style>text{font:14px system-ui,sans-serif;fill:#333}.corner{font-weight:600}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join("\n")}
</svg>
`;
}

function square(row: number, column: number): string {
  return `<rect x="${column * cell}" y="${row * cell}" width="${cell}" height="${cell}" fill="#bbb" stroke="#bbb"/>`;
}

function drawLayer({ color, shift, paths, width }: Layer): string[] {
  const place = ([row, column]: GridPosition): readonly [number, number] => [
    (column + 0.5 + shift) * cell,
    (row + 0.5 + shift) * cell,
  ];
  return paths.map((path) => {
    const points = path.map((position) => place(position).join(",")).join(" ");
    const opacity = Math.max(0.12, 1 / paths.length);
    const line = `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round" stroke-opacity="${opacity}"/>`;
    if (paths.length > 1) return line;
    const [x, y] = place(path.at(-1)!);
    return `${line}\n<circle cx="${x}" cy="${y}" r="${width + 2}" fill="${color}"/>`;
  });
}

function cornerNames(): string[] {
  return Object.entries(corners).map(([name, [row, column]]) => {
    const y = row === 1 ? row * cell - 8 : (row + 1) * cell + 18;
    return `<text class="corner" x="${(column + 0.5) * cell}" y="${y}" text-anchor="middle">${name}</text>`;
  });
}

function legend(layers: readonly Layer[], top: number): string[] {
  return layers.map(({ name, color, width }, i) => {
    const [x, y] = [24 + (i % 2) * 250, top + 20 + Math.floor(i / 2) * 22];
    return `<line x1="${x}" x2="${x + 28}" y1="${y}" y2="${y}" stroke="${color}" stroke-width="${width + 1}"/>
<text x="${x + 36}" y="${y + 5}">${name}</text>`;
  });
}
