import { jsonInteger, jsonObject, jsonText, parseJson } from "./json.ts";
import { parseSpace, type Space } from "./space.ts";
import type { SpaceTexts } from "./space-texts.ts";

/** What metadata.json says of a Minari dataset. */
export interface MinariMetadata {
  /** `hdf5`, `parquet`, `arrow`, or what a later version may add. */
  readonly dataFormat: string;
  readonly totalEpisodes: number;
  readonly totalSteps: number;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly spaceTexts: SpaceTexts;
}

/**
 * The metadata.json of a Minari dataset (0.5; the spaces are JSON inside JSON, with infinities). Throws a DatasetError that
 * names the file and the field.
 */
export function parseMinariMetadata(text: string, name: string): MinariMetadata {
  const fields = jsonObject(parseJson(text, name), name);
  // versions before 0.5 wrote only HDF5 and did not say so
  const dataFormat = jsonText(fields.get("data_format") ?? "hdf5", `data_format of ${name}`);
  const spaceTexts = {
    observation: jsonText(fields.get("observation_space"), `observation_space of ${name}`),
    action: jsonText(fields.get("action_space"), `action_space of ${name}`),
  };
  return {
    dataFormat,
    totalEpisodes: jsonInteger(fields.get("total_episodes"), `total_episodes of ${name}`, 0),
    totalSteps: jsonInteger(fields.get("total_steps"), `total_steps of ${name}`, 0),
    observationSpace: parseSpace(spaceTexts.observation, `observation_space of ${name}`),
    actionSpace: parseSpace(spaceTexts.action, `action_space of ${name}`),
    spaceTexts,
  };
}
