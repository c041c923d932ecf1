import { typeName } from "../../kernels/shape.ts";
import type { RawColumn } from "../raw-columns.ts";
import type { TableColumn } from "../table.ts";
import type { Message } from "./message.ts";

/** A column by name, as a message: numbers in the bytes of their array, texts by the index of each distinct one. */
interface ColumnHead {
  readonly name: string;
  readonly type: keyof typeof arrays | "texts";
  readonly width: number;
  readonly integer: boolean;
  readonly texts?: readonly string[];
}

const arrays = {
  Float32Array: (buffer: ArrayBuffer) => new Float32Array(buffer),
  Float64Array: (buffer: ArrayBuffer) => new Float64Array(buffer),
  Int8Array: (buffer: ArrayBuffer) => new Int8Array(buffer),
  Int16Array: (buffer: ArrayBuffer) => new Int16Array(buffer),
  Int32Array: (buffer: ArrayBuffer) => new Int32Array(buffer),
  Uint8Array: (buffer: ArrayBuffer) => new Uint8Array(buffer),
  Uint16Array: (buffer: ArrayBuffer) => new Uint16Array(buffer),
  Uint32Array: (buffer: ArrayBuffer) => new Uint32Array(buffer),
};

export function columnMessage(name: string, column: TableColumn): Message {
  return "texts" in column ? textMessage(name, column.texts) : numberMessage(name, column);
}

export function messageColumn({ head, body }: Message): [name: string, column: TableColumn] {
  const { name, type, width, integer, texts = [] }: ColumnHead = JSON.parse(head);
  const buffer = wholeBuffer(body);
  if (type !== "texts") return [name, { values: arrays[type](buffer), width, integer }];
  return [name, { texts: Array.from(new Uint32Array(buffer), (index) => texts[index] ?? "") }];
}

function numberMessage(name: string, { values, width, integer }: RawColumn): Message {
  const array = ArrayBuffer.isView(values) ? values : Float64Array.from(values);
  const head = { name, type: typeName(array), width, integer };
  return {
    head: JSON.stringify(head),
    body: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
  };
}

function textMessage(name: string, texts: readonly string[]): Message {
  const indices = new Map<string, number>();
  const index = (text: string): number => {
    const known = indices.get(text) ?? indices.size;
    indices.set(text, known);
    return known;
  };
  const body = new Uint8Array(Uint32Array.from(texts, index).buffer);
  const head = { name, type: "texts", width: 1, integer: false, texts: [...indices.keys()] };
  return { head: JSON.stringify(head), body };
}

/** Arrays of numbers need a buffer that begins with them. */
function wholeBuffer({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) return buffer;
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
}
