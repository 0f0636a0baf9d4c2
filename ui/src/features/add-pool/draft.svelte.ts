// What is typed on the Add screen. It outlives errors, other services and other screens; the secret only
// until it is saved.

import type { Failure, PoolDraft, Service, SignInWay } from "../../backend/generated";

export type FieldName = "id" | "secret" | "name" | "host" | "ca";

/** What is wrong with a field: words for it are found where it is shown, in the language then in force. */
export type Problem =
  | Failure
  | "check.host_missing"
  | "check.id_missing"
  | "check.secret_missing"
  | "failure.name_missing.next";

class Draft {
  service = $state<Service>("genauth");
  id = $state("");
  secret = $state("");
  name = $state("");
  host = $state("");
  signIn = $state<SignInWay>("automatic");
  caFile = $state<string | null>(null);

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

  toPool(): PoolDraft {
    const own = this.service === "private";
    return {
      name: this.name,
      service: this.service,
      host: own ? this.host.trim() : null,
      sign_in: own ? this.signIn : "automatic",
      ca_file: own ? this.caFile : null,
    };
  }

  clear(): void {
    this.service = "genauth";
    this.id = this.secret = this.name = this.host = "";
    this.signIn = "automatic";
    this.caFile = null;
  }
}

export const draft = new Draft();
