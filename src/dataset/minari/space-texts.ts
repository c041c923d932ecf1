import { sha256 } from "../sha256.ts";

/** The spaces of a Minari dataset as its metadata describes them, in JSON. */
export interface SpaceTexts {
  readonly observation: string;
  readonly action: string;
}

/** SHA-256 of both texts: data that carry it are not read by other spaces than they were written for. */
export function spacesChecksum({ observation, action }: SpaceTexts): Promise<string> {
  return sha256(new TextEncoder().encode(`${observation}\n${action}`));
}
