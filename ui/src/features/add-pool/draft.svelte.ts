// The input of the form that adds a pool. It survives errors and other screens, and is cleared once saved.

import type { TypedKey } from "../../backend/commands";
import type { ErrorCode, Failure, PoolDraft, Service, SignInWay } from "../../backend/types";

export type FieldName = "id" | "secret" | "name" | "host" | "ca";

/** What is wrong with a field, as a code: its text depends on the current language. */
export type Problem =
  | Failure
  | "check.host_missing"
  | "check.id_missing"
  | "check.secret_missing"
  | "failure.name_missing.next";

export type Problems = Partial<Record<FieldName, Problem>>;

const fieldOfCode: Partial<Record<ErrorCode, FieldName>> = {
  name_missing: "name",
  name_too_long: "name",
  host_invalid: "host",
  ca_file_unreadable: "ca",
  ca_file_invalid: "ca",
};

/** The part of a typed key that is malformed. */
export function keyField({ code, params }: Failure): "id" | "secret" | undefined {
  if (code !== "key_malformed") return undefined;
  return params.field === "secret" ? "secret" : "id";
}

class Draft {
  service = $state<Service>("genauth");
  id = $state("");
  secret = $state("");
  name = $state("");
  host = $state("");
  signIn = $state<SignInWay>("automatic");
  caFile = $state<string | null>(null);

  /** The host that the key is sent to; null until one is typed. */
  get shownHost(): string | null {
    if (this.service === "genauth") return "api.genauth.ai";
    if (this.service === "authing") return "api.authing.cn";
    return (
      this.host
        .trim()
        .replace(/^https?:\/\//i, "")
        .split("/")[0] || null
    );
  }

  get isPrivate(): boolean {
    return this.service === "private";
  }

  get key(): TypedKey {
    return { id: this.id.trim(), secret: this.secret };
  }

  toPool(): PoolDraft {
    const { isPrivate } = this;
    return {
      name: this.name,
      service: this.service,
      host: isPrivate ? this.host.trim() : null,
      sign_in: isPrivate ? this.signIn : "automatic",
      ca_file: isPrivate ? this.caFile : null,
    };
  }

  /** A name to begin with, once the key is known to work; what was typed stays. */
  proposeName(service: string): void {
    if (this.name.trim() !== "") return;
    const host = this.shownHost ?? "";
    this.name = this.isPrivate ? host.slice(0, 80) : `${service} ${this.key.id.slice(0, 6)}`;
  }

  missingFields(): Problems {
    return {
      ...(this.isPrivate && this.host.trim() === "" && { host: "check.host_missing" }),
      ...(this.key.id === "" && { id: "check.id_missing" }),
      ...(this.secret === "" && { secret: "check.secret_missing" }),
    };
  }

  /** The field on screen that a failure is about. */
  fieldOf(failure: Failure): FieldName | undefined {
    const field = keyField(failure) ?? fieldOfCode[failure.code];
    return this.isPrivate || (field !== "host" && field !== "ca") ? field : undefined;
  }

  clear(): void {
    this.service = "genauth";
    this.id = this.secret = this.name = this.host = "";
    this.signIn = "automatic";
    this.caFile = null;
  }
}

export const draft = new Draft();
