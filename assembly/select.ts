import { lanesAt, putLanes, Truths, Words } from "./entries";

/**
 * out[row] = t[row] where condition[row] is true, else e[row], for rows of `bytes` bytes: quick for 4; `out` may be `t`
 * or `e`.
 */
export function select(out: usize, condition: usize, t: usize, e: usize, rows: i32, bytes: i32): void {
  if (bytes === 4) selectWords(out, condition, t, e, rows);
  else selectRows(out, condition, t, e, rows, bytes);
}

function selectWords(out: usize, condition: usize, t: usize, e: usize, count: i32): void {
  for (let left = count; left > 0; left -= 4, condition += 4, t += 16, e += 16, out += 16) {
    const isTrue = lanesAt<Truths>(condition, left);
    const chosen = v128.bitselect(lanesAt<Words>(t, left), lanesAt<Words>(e, left), isTrue);
    putLanes<Words>(out, chosen, left);
  }
}

function selectRows(out: usize, condition: usize, t: usize, e: usize, rows: i32, bytes: i32): void {
  for (let row = 0; row < rows; row++, condition++, t += bytes, e += bytes, out += bytes) {
    memory.copy(out, load<u8>(condition) ? t : e, bytes);
  }
}
