// Error codes in words: what happened, and what to do next.

import type { ErrorCode, Failure, HookChoice } from "../backend/types";
import { duration } from "./ages";
import { isMessage } from "./catalogue";
import { t } from "./messages";

export type FailureText = { what: string; next: string };

/** A null failure has no code of ours. */
export function failureText(failure: Failure | null, host: string): FailureText {
  const code = failure?.code;
  if (!code || !hasText(code)) {
    return { what: t("failure.unknown.what"), next: t("failure.unknown.next") };
  }
  const { params } = failure;
  return {
    what: specialWhat(failure) ?? t(keyOf(failure, "what"), { host }),
    next: specialNext(failure) ?? t(keyOf(failure, "next"), { path: params.path ?? "" }),
  };
}

/** The receiver's host, for failures of the webhook. The rest of its address is like a password. */
export function hostOf(hook: HookChoice): string {
  return hook.kind === "webhook" && URL.canParse(hook.url) ? new URL(hook.url).host : "";
}

/** `aheadMs`: local time minus server time. */
export function clockSkewText(aheadMs: number): string {
  const direction = aheadMs > 0 ? "ahead" : "behind";
  return t(`failure.clock_skew.what_${direction}`, { time: duration(aheadMs) });
}

/** The text of the failure's reason, if it has its own. */
function keyOf<Part extends "what" | "next">(
  { code, params }: Failure,
  part: Part,
): `failure.${ErrorCode}.${Part}` {
  const key = `failure.${code}.${params.reason}.${part}`;
  return (isMessage(key) ? key : `failure.${code}.${part}`) as `failure.${ErrorCode}.${Part}`;
}

/** Whether the code comes from our backend, and not from a plugin or the web view. */
function hasText(code: ErrorCode): code is ErrorCode {
  return isMessage(`failure.${code}.what`);
}

function specialWhat({ code, params }: Failure): string | null {
  if (code === "clock_skew" && params.ahead_ms !== undefined) return clockSkewText(params.ahead_ms);
  if (code === "keychain_failed" && params.reason === "entries_differ") {
    return t("failure.keychain_failed.differ.what");
  }
  if (code === "key_malformed") return ownText(`failure.key_malformed.what_${params.field ?? ""}`);
  const key = `failure.hook_failed.${params.reason ?? ""}`;
  if (code !== "hook_failed" || !isMessage(key)) return null;
  return t(key as "failure.hook_failed.service_refused" | "failure.hook_failed.refused", {
    status: String(params.status ?? "—"),
    code: String(params.service_code ?? "—"),
    message: params.message ?? "—",
  });
}

function specialNext({ code, params }: Failure): string | null {
  const seconds = params.retry_after_seconds;
  if ((code === "too_many_requests" || code === "server_failing") && seconds !== undefined) {
    return t("failure.too_many_requests.next_wait", { time: duration(seconds * 1000) });
  }
  if (code === "key_malformed") return ownText(`failure.key_malformed.${params.reason ?? ""}`);
  if (code !== "keychain_failed") return null;
  if (params.reason === "entries_differ") return t("failure.keychain_failed.differ.next");
  // Trying again can't help: the entry is not an access key.
  return params.reason === "entry_not_understood" ? t("failure.key_missing.next") : null;
}

function ownText(key: string): string | null {
  return isMessage(key) ? t(key as "failure.key_malformed.what") : null;
}
