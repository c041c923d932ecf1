/** A line of points, in data units. */
export interface Series {
  readonly name: string;
  readonly color: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly isDashed?: boolean;
  /** Marks every point, the last one large: a path over time. */
  readonly isMarked?: boolean;
}

export interface Axis {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly isLogarithmic?: boolean;
}

export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const size = { width: 640, height: 380, left: 64, right: 28, top: 36, bottom: 68 };

/** The chart as a self-contained SVG element. */
export function chartSvg(chart: Chart): string {
  const toX = scale(chart.x, size.left, size.width - size.right);
  const toY = scale(chart.y, size.height - size.bottom, size.top);
  const parts = [
    `<title>${escapeText(chart.title)}</title>`,
    `<text x="${size.left}" y="20" class="title">${escapeText(chart.title)}</text>`,
    ...ticks(chart.x).map((value) => verticalLine(toX(value), label(value))),
    ...ticks(chart.y).map((value) => horizontalLine(toY(value), label(value))),
    axisTitles(chart),
    ...chart.series.map((series) => seriesSvg(series, toX, toY)),
    legend(chart.series),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img">
<style>text{font:12px system-ui,sans-serif;fill:#333}.title{font-weight:600;font-size:14px}.grid{stroke:#ddd}</style>
<rect width="${size.width}" height="${size.height}" fill="#fff"/>
${parts.join("\n")}
</svg>`;
}

/** Text that cannot end an element or an attribute. */
export function escapeText(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}

/** Maps an axis to pixels; what lies outside is drawn at its end. */
function scale(axis: Axis, from: number, to: number): (value: number) => number {
  const place = axis.isLogarithmic
    ? (value: number) => Math.log10(Math.max(value, axis.min))
    : (value: number) => value;
  const [low, high] = [place(axis.min), place(axis.max)];
  return (value) => {
    const share = (place(Math.min(Math.max(value, axis.min), axis.max)) - low) / (high - low);
    return Math.round(10 * (from + share * (to - from))) / 10;
  };
}

/** Powers of ten, or some five round numbers. */
function ticks({ min, max, isLogarithmic }: Axis): number[] {
  if (isLogarithmic) {
    const exponents = Array.from({ length: 16 }, (_, i) => i - 4);
    return exponents.map((exponent) => 10 ** exponent).filter((value) => value >= min && value <= max);
  }
  const rough = (max - min) / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * ([1, 2, 5].find((factor) => factor * magnitude >= rough) ?? 10);
  const first = Math.ceil(min / step);
  return Array.from({ length: Math.floor(max / step) - first + 1 }, (_, i) => (first + i) * step);
}

function label(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 6 });
}

function verticalLine(x: number, text: string): string {
  const bottom = size.height - size.bottom;
  return `<line class="grid" x1="${x}" x2="${x}" y1="${size.top}" y2="${bottom}"/>
<text x="${x}" y="${bottom + 16}" text-anchor="middle">${text}</text>`;
}

function horizontalLine(y: number, text: string): string {
  return `<line class="grid" x1="${size.left}" x2="${size.width - size.right}" y1="${y}" y2="${y}"/>
<text x="${size.left - 6}" y="${y + 4}" text-anchor="end">${text}</text>`;
}

function axisTitles({ x, y }: Chart): string {
  const middle = (size.top + size.height - size.bottom) / 2;
  return `<text x="${size.width - size.right}" y="${size.height - 34}" text-anchor="end">${escapeText(x.title)}</text>
<text transform="translate(14 ${middle}) rotate(-90)" text-anchor="middle">${escapeText(y.title)}</text>`;
}

function seriesSvg(
  { color, points, isDashed, isMarked }: Series,
  toX: (x: number) => number,
  toY: (y: number) => number,
): string {
  const places = points.map(([x, y]) => `${toX(x)},${toY(y)}`);
  const dash = isDashed ? ' stroke-dasharray="6 4"' : "";
  const line = `<polyline points="${places.join(" ")}" fill="none" stroke="${color}" stroke-width="2"${dash}/>`;
  if (!isMarked) return line;
  const dots = points.map(([x, y], i) => {
    const radius = i === points.length - 1 ? 6 : 2.5;
    return `<circle cx="${toX(x)}" cy="${toY(y)}" r="${radius}" fill="${color}"/>`;
  });
  return [line, ...dots].join("\n");
}

/** About the width of a character; the font is the reader's. */
const CHARACTER = 6.3;

function legend(series: readonly Series[]): string {
  const y = size.height - 12;
  let next = size.left;
  return series
    .map(({ name, color, isDashed }) => {
      const dash = isDashed ? ' stroke-dasharray="6 4"' : "";
      const x = Math.round(next);
      next += 40 + CHARACTER * name.length;
      return `<line x1="${x}" x2="${x + 20}" y1="${y - 4}" y2="${y - 4}" stroke="${color}" stroke-width="2"${dash}/>
<text x="${x + 25}" y="${y}">${escapeText(name)}</text>`;
    })
    .join("\n");
}
