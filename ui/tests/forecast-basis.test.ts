import { beforeEach, describe, expect, it } from "vitest";

import type { ForecastBasis } from "../src/backend/types";
import { appearance } from "../src/state/appearance.svelte";
import { basisText } from "../src/text/forecast-basis";

const BASIS: ForecastBasis = {
  method: "last_cycle",
  days: 45,
  next_reset: "2026-12-01",
  reset_is_assumed: true,
  week_error_permille: null,
};

describe.each(["en", "zh"] as const)("the basis of a forecast in %s", (language) => {
  beforeEach(() => appearance.choose(language, "light"));

  it("names the method and an assumed reset", () => {
    const text = basisText(BASIS);
    expect(text).toContain(language === "en" ? "the last cycle" : "上一周期");
    expect(text).toContain(language === "en" ? "Assumed to reset on" : "假定");
    expect(text).not.toContain("%");
  });

  it("counts the weeks of a young history", () => {
    const of = (days: number) =>
      basisText({ ...BASIS, method: "weekdays", days, next_reset: null });
    expect(of(9)).toBe(
      language === "en"
        ? "Made from the weekdays of the last week."
        : "依据最近一周每天的用量预测。",
    );
    expect(of(29)).toContain("4");
    expect(of(119)).toContain("8");
  });
});
