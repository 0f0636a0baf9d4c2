import type { Failure } from "./types";

/**
 * Why a command failed. `failure` is null for an error without a code of ours. `done`: the command itself succeeded
 * and only reading the new state failed.
 */
export type CommandError = { failure: Failure | null; done?: boolean };

export function commandError(thrown: unknown): CommandError {
  return { failure: asFailure(thrown) };
}

function asFailure(thrown: unknown): Failure | null {
  if (typeof thrown !== "object" || thrown === null) return null;
  const { code, params } = thrown as Partial<Failure>;
  if (typeof code !== "string" || typeof params !== "object" || params === null) return null;
  return { code, params };
}
