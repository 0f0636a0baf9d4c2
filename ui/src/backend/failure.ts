import type { Failure } from "./generated";

/** What a command was refused with, or null if it is nothing the shell would send. */
export function asFailure(thrown: unknown): Failure | null {
  if (typeof thrown !== "object" || thrown === null) return null;
  const { code, params } = thrown as Partial<Failure>;
  if (typeof code !== "string" || typeof params !== "object" || params === null) return null;
  return { code, params };
}
