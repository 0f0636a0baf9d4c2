import { beforeEach, describe, expect, it } from "vitest";

import { rowsOf } from "../src/text/notices";
import { failureWords } from "../src/text/failures";
import { appearance } from "../src/state/appearance.svelte";
import { errorCodes, failure, minutesAgo, pool } from "./fixtures/pools";

const CONSEQUENCE = "every benefit stops and end users can’t sign in";

beforeEach(() => appearance.choose("en", "light"));

describe("the strip", () => {
  it("says the plan's end and the trials' consequence in one row", () => {
    const rows = rowsOf(pool(), Date.now());
    expect(rows.map((row) => row.kind)).toEqual(["plan_ends"]);
    expect(rows[0]?.lead).toContain("in 6 days");
    expect(rows[0]?.text).toContain("3 benefits are on trial");
    expect(rows[0]?.text).toContain(CONSEQUENCE);
  });

  it("gives a trial without a plan's end a row of its own, without a date", () => {
    const [row] = rowsOf(pool({ notices: [{ kind: "trial", count: 1 }] }), Date.now());
    expect(row?.lead).toBe("1 benefit is on trial.");
    expect(row?.text).toContain(CONSEQUENCE);
    expect(`${row?.lead}${row?.text}`).not.toMatch(/\d{4}/);
  });

  it("keeps the shell's order", () => {
    const notices = [
      { kind: "failed", failure: failure("timed_out"), kept_from: null },
      { kind: "over_limit", count: 2, name: "Admins" },
      { kind: "clock_off", ahead_ms: -960_000 },
      { kind: "figures_old", taken_at: minutesAgo(90) },
      { kind: "key_for_session_only" },
    ] as const;
    const rows = rowsOf(pool({ notices: [...notices] }), Date.now());
    expect(rows.map((row) => row.kind)).toEqual(notices.map((notice) => notice.kind));
  });

  it("says what happened, what still holds and what to do next, in that order", () => {
    const notice = {
      kind: "failed" as const,
      failure: failure("unreachable"),
      kept_from: minutesAgo(190),
    };
    const [row] = rowsOf(pool({ notices: [notice] }), Date.now());
    expect(row?.lead).toBe("api.genauth.ai can’t be reached.");
    expect(row?.text).toBe(
      "The figures from 3 hours ago stay on screen. Check the network, the proxy and the host.",
    );
    expect(row?.action).toBe("refresh");
  });

  it("tells by how much the clock is off", () => {
    const notice = { kind: "clock_off", ahead_ms: -960_000 } as const;
    const [row] = rowsOf(pool({ notices: [notice] }), Date.now());
    expect(row?.lead).toBe("This computer’s clock is 16 min behind the server’s.");
    expect(row?.text).toContain("automatically");
  });

  it("offers one way on once", () => {
    const notices = [
      { kind: "plan_ends", on: "2026-11-27", days: 6 },
      { kind: "over_limit", count: 1, name: "Admins" },
    ] as const;
    const rows = rowsOf(pool({ notices: [...notices] }), Date.now());
    expect(rows.map((row) => row.action)).toEqual(["console", null]);
  });

  it("offers no console where there is none", () => {
    const rows = rowsOf(pool({ has_console: false }), Date.now());
    expect(rows.map((row) => row.action)).toEqual([null]);
  });

  it("leads on from a trial where there is no console", () => {
    const [row] = rowsOf(pool({ has_console: false }), Date.now());
    expect(row?.text).toContain(CONSEQUENCE);
    expect(row?.text).toContain("Ask whoever runs this deployment");
  });

  it.each([
    ["key_rejected", {}, "replace_key"],
    ["keychain_missing", {}, "replace_key"],
    ["keychain_failed", { reason: "entry_not_understood" }, "replace_key"],
    ["keychain_failed", {}, "refresh"],
    ["keychain_locked", {}, "refresh"],
  ] as const)("after %s %o offers to %s", (code, params, action) => {
    const notice = { kind: "failed" as const, failure: failure(code, params), kept_from: null };
    expect(rowsOf(pool({ notices: [notice] }), Date.now())[0]?.action).toBe(action);
  });
});

describe("a failure in words", () => {
  it.each(errorCodes)("%s leaves no fact unfilled, in either language", (code) => {
    for (const language of ["en", "zh"] as const) {
      appearance.choose(language, "light");
      const { what, next } = failureWords(failure(code), "id.acme.internal");
      expect(`${what} ${next}`).not.toMatch(/[{}]/);
    }
  });

  it("tells by how much a clock is off, and which way", () => {
    const words = (ahead_ms: string) => failureWords(failure("clock_skew", { ahead_ms }), "").what;
    expect(words("360000")).toBe("This computer’s clock is 6 min ahead of the server’s.");
    expect(words("-360000")).toBe("This computer’s clock is 6 min behind the server’s.");
    expect(words("x")).toContain("too far apart");
  });

  it("tells when to come back", () => {
    const words = failureWords(failure("too_many_requests", { retry_after_seconds: "30" }), "");
    expect(words.next).toBe("It asks to wait 30 sec; then try again.");
    const busy = failureWords(failure("server_failing", { retry_after_seconds: "2700" }), "a.b");
    expect(busy.what).toBe("a.b is having trouble.");
    expect(busy.next).toBe("It asks to wait 45 min; then try again.");
  });

  it("is generic for what no shell sends", () => {
    expect(failureWords(null, "").what).toContain("no words for");
    expect(failureWords({ code: "toString" as never, params: {} }, "").what).toContain("no words");
  });
});
