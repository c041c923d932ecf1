/** What a task hands over: something short as JSON, and bytes. */
export interface Message {
  readonly head: string;
  readonly body: Uint8Array;
}

/** What a task is given, as it crosses to another process or thread. */
export interface TaskCall {
  readonly task: string;
  /** JSON. */
  readonly request: string;
  /** The files, by what they are opened again. */
  readonly origins: readonly (string | Blob | Uint8Array)[];
}
