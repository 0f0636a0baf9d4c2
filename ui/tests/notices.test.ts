import { beforeEach, describe, expect, it } from "vitest";

import { appearance } from "../src/state/appearance.svelte";
import { failureText } from "../src/text/failures";
import { noticeRows } from "../src/text/notices";
import { errorCodes, failure, minutesAgo, planEnds, pool } from "./fixtures/pools";

const CONSEQUENCE = "every benefit stops and end users can’t sign in";

beforeEach(() => appearance.choose("en", "light"));

describe("the notices", () => {
  it("merge the plan's end and the trials into one row", () => {
    const rows = noticeRows(pool(), Date.now());
    expect(rows.map((row) => row.kind)).toEqual(["plan_ends"]);
    expect(rows[0]?.days).toBe(6);
    expect(rows[0]?.lead).toContain("3 benefits are on trial.");
    expect(rows[0]?.text).toContain(CONSEQUENCE);
  });

  it("have a row without a date for trials without a plan's end", () => {
    const [row] = noticeRows(pool({ notices: [{ kind: "trial", count: 1 }] }), Date.now());
    expect(row?.lead).toBe("1 benefit is on trial.");
    expect(row?.text).toContain(CONSEQUENCE);
    expect(`${row?.lead}${row?.text}`).not.toMatch(/\d{4}/);
  });

  it("keep the backend's order", () => {
    const notices = [
      { kind: "failed", failure: failure("timed_out"), kept_from: null },
      { kind: "over_limit", count: 2, name: "Admins" },
      { kind: "clock_off", ahead_ms: -960_000 },
      { kind: "figures_old", taken_at: minutesAgo(90) },
      { kind: "key_for_session_only" },
    ] as const;
    const rows = noticeRows(pool({ notices: [...notices] }), Date.now());
    expect(rows.map((row) => row.kind)).toEqual(notices.map((notice) => notice.kind));
  });

  it("state what happened, its impact and what to do next, in this order", () => {
    const notice = {
      kind: "failed" as const,
      failure: failure("unreachable"),
      kept_from: minutesAgo(190),
    };
    const [row] = noticeRows(pool({ notices: [notice] }), Date.now());
    expect(row?.lead).toBe("api.genauth.ai can’t be reached.");
    expect(row?.text).toBe(
      "The figures shown are from 3 hours ago. Check the network, the proxy and the host.",
    );
    expect(row?.action).toBe("refresh");
  });

  it("state how far the clock is off", () => {
    const notice = { kind: "clock_off", ahead_ms: -960_000 } as const;
    const [row] = noticeRows(pool({ notices: [notice] }), Date.now());
    expect(row?.lead).toBe("This computer’s clock is 16 min behind the server’s.");
    expect(row?.text).toContain("Let the system set the time");
  });

  it("offer each action once", () => {
    const failed = {
      kind: "failed" as const,
      failure: failure("upgrade_required"),
      kept_from: null,
    };
    const rows = noticeRows(pool({ notices: [failed, planEnds(6)] }), Date.now());
    expect(rows.map((row) => row.action)).toEqual(["console", null]);
  });

  it("offer no console if there is none", () => {
    const rows = noticeRows(pool({ has_console: false }), Date.now());
    expect(rows.map((row) => row.action)).toEqual([null]);
  });

  it("state what to do about a trial if there is no console", () => {
    const [row] = noticeRows(pool({ has_console: false }), Date.now());
    expect(row?.text).toContain(CONSEQUENCE);
    expect(row?.text).toContain("Ask the administrator of this deployment");
  });

  it.each([
    ["key_rejected", {}, "replace_key"],
    ["keychain_missing", {}, "replace_key"],
    ["keychain_failed", { reason: "entry_not_understood" }, "replace_key"],
    ["keychain_failed", { reason: "entries_differ" }, "replace_key"],
    ["keychain_failed", {}, "refresh"],
    ["keychain_locked", {}, "refresh"],
  ] as const)("for %s %o offer %s", (code, params, action) => {
    const notice = { kind: "failed" as const, failure: failure(code, params), kept_from: null };
    expect(noticeRows(pool({ notices: [notice] }), Date.now())[0]?.action).toBe(action);
  });
});

describe("failureText", () => {
  const malformed = ["id", "secret"].flatMap((field) =>
    ["empty", "blank", "not_ascii", "too_long"].map((reason) => [field, reason] as const),
  );

  it.each(malformed)("names the %s of a malformed key and that it is %s", (field, reason) => {
    const texts = (["en", "zh"] as const).flatMap((language) => {
      appearance.choose(language, "light");
      const text = failureText(failure("key_malformed", { field, reason }), "");
      const plain = failureText(failure("key_malformed"), "");
      expect(text.what).not.toBe(plain.what);
      expect(text.next).not.toBe(plain.next);
      return [text];
    });
    expect(texts[0]?.what).toContain(field === "id" ? "ID" : "Secret");
    expect(texts[1]?.what).toContain(field === "id" ? "ID" : "Secret");
  });

  it("says that the keychain has different keys, and how to settle it", () => {
    for (const language of ["en", "zh"] as const) {
      appearance.choose(language, "light");
      const text = failureText(failure("keychain_failed", { reason: "entries_differ" }), "");
      expect(text.what + text.next).toMatch(
        /several different keys.*Replace the key|多个不同密钥.*更换密钥/,
      );
    }
  });

  it.each(errorCodes)("fills all placeholders of %s in both languages", (code) => {
    for (const language of ["en", "zh"] as const) {
      appearance.choose(language, "light");
      const { what, next } = failureText(failure(code), "id.acme.internal");
      expect(`${what} ${next}`).not.toMatch(/[{}]/);
    }
  });

  it("states how far a clock is off, and in which direction", () => {
    const words = (ahead_ms: number) => failureText(failure("clock_skew", { ahead_ms }), "").what;
    expect(words(360_000)).toBe("This computer’s clock is 6 min ahead of the server’s.");
    expect(words(-360_000)).toBe("This computer’s clock is 6 min behind the server’s.");
    expect(failureText(failure("clock_skew"), "").what).toContain("too far apart");
  });

  it("states how long to wait", () => {
    const words = failureText(failure("too_many_requests", { retry_after_seconds: 30 }), "");
    expect(words.next).toBe("It asks to wait 30 sec; then try again.");
    const busy = failureText(failure("server_failing", { retry_after_seconds: 2700 }), "a.b");
    expect(busy.what).toBe("a.b is having trouble.");
    expect(busy.next).toBe("It asks to wait 45 min; then try again.");
  });

  it("is generic for unknown codes", () => {
    expect(failureText(null, "").what).toContain("Something went wrong");
    expect(failureText({ code: "toString" as never, params: {} }, "").what).toContain(
      "Something went wrong",
    );
  });
});
