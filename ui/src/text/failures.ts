// An error in words: what happened, what still holds, what to do next.

import type { Failure } from "../backend/generated";
import { duration } from "./ages";
import { en } from "./en";
import { t } from "./messages";

export type FailureWords = { what: string; next: string };

/** `host` is whose failure it is, where the failure itself does not say. Null: one we have no words for. */
export function failureWords(failure: Failure | null, host: string): FailureWords {
  if (!failure || !(`failure.${failure.code}.what` in en)) {
    return { what: t("failure.unknown.what"), next: t("failure.unknown.next") };
  }
  const facts = { host: failure.params.host ?? host };
  switch (failure.code) {
    case "clock_skew":
      return { what: clockSkew(failure), next: t("failure.clock_skew.next") };
    case "too_many_requests":
    case "server_failing":
      return { what: t(`failure.${failure.code}.what`, facts), next: wait(failure.code, failure) };
    case "keychain_failed":
      return { what: t("failure.keychain_failed.what"), next: keychainNext(failure) };
    case "hook_failed":
      return { what: hookWhat(failure), next: t("failure.hook_failed.next") };
    case "folder_not_opened":
      return {
        what: t("failure.folder_not_opened.what"),
        next: t("failure.folder_not_opened.next", { path: failure.params.path ?? "" }),
      };
    default:
      return {
        what: t(`failure.${failure.code}.what`, facts),
        next: t(`failure.${failure.code}.next`),
      };
  }
}

function clockSkew(failure: Failure): string {
  const ahead = Number(failure.params.ahead_ms ?? NaN);
  return Number.isFinite(ahead) ? clockWords(ahead) : t("failure.clock_skew.what");
}

/** By how many milliseconds this computer's clock is ahead of the server's, or behind if negative. */
export function clockWords(ahead: number): string {
  const time = duration(ahead);
  return ahead > 0
    ? t("failure.clock_skew.what_ahead", { time })
    : t("failure.clock_skew.what_behind", { time });
}

function wait(code: "too_many_requests" | "server_failing", failure: Failure): string {
  const seconds = Number(failure.params.retry_after_seconds ?? NaN);
  if (!Number.isFinite(seconds)) return t(`failure.${code}.next`);
  return t("failure.too_many_requests.next_wait", { time: duration(seconds * 1000) });
}

/** What the keychain holds for the pool is no key: trying again would bring the same. */
function keychainNext(failure: Failure): string {
  const unusable = failure.params.reason === "entry_not_understood";
  return t(unusable ? "failure.key_missing.next" : "failure.keychain_failed.next");
}

function hookWhat({ params }: Failure): string {
  const key = `failure.hook_failed.${params.reason ?? ""}`;
  const known = key in en ? (key as "failure.hook_failed.refused") : "failure.hook_failed.what";
  return t(known, { status: params.status ?? "—" });
}
