import { describe, expect, it, vi } from "vitest";

import type { ChartRequest } from "../src/backend/generated";
import { mauView } from "./fixtures/chart";
import { failure, overview, pool, settings } from "./fixtures/pools";
import { FakeShell } from "./fixtures/backend";
import { find, findAll, open, settle, words } from "./window";

async function openChart(shell = new FakeShell()) {
  const opened = await open(shell);
  await vi.waitUntil(() => shell.called("mau_view").length > 0);
  await settle();
  await settle();
  return opened;
}

const requests = (shell: FakeShell) =>
  shell.called("mau_view").map((call) => call.args.request as ChartRequest);

describe("the chart", () => {
  it("is asked for as wide as it is, in the theme and language in force", async () => {
    const shell = new FakeShell();
    await openChart(shell);
    expect(requests(shell)).toEqual([
      {
        pool: "p1",
        range: { kind: "months", count: 12 },
        theme: "light",
        language: "en",
        width: 800,
        height: 236,
      },
    ]);
    expect(find("mau-chart").querySelector("svg")).not.toBeNull();
    expect(findAll("mau-bar")).toHaveLength(12);
  });

  it("is asked for again when the history, the range or the theme changes", async () => {
    const shell = new FakeShell();
    const { user } = await openChart(shell);
    shell.emit("pool_changed", pool({ mau_revision: 2 }));
    await settle();
    await user.click(find("mau-range-24"));
    await user.keyboard("{Control>},{/Control}");
    expect(requests(shell).map((request) => request.range)).toEqual([
      { kind: "months", count: 12 },
      { kind: "months", count: 12 },
      { kind: "months", count: 24 },
    ]);
  });

  it("lets in nothing but a picture", async () => {
    const shell = new FakeShell().answer("mau_view", ({ request }) => {
      const view = mauView(request as ChartRequest);
      const svg = "<html xmlns='http://www.w3.org/1999/xhtml'><body><i id='in'/></body></html>";
      return { ...view, chart: view.chart && { ...view.chart, svg } };
    });
    await openChart(shell);
    expect(document.getElementById("in")).toBeNull();
    expect(findAll("mau-bar")).toHaveLength(12);
  });

  it("gives a period's figures to the arrow keys", async () => {
    const { user } = await openChart();
    const list = document.querySelector<HTMLElement>("[role=listbox]");
    list?.focus();
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(words(find("mau-tooltip"))).toContain("Used7,340");
    const active = document.getElementById(list?.getAttribute("aria-activedescendant") ?? "");
    expect(active?.getAttribute("aria-label")).toMatch(/Sep.*2026: used 7,340, total/);
    await user.keyboard("{Home}");
    expect(words(find("mau-tooltip"))).toContain("4,210");
    await user.keyboard("{End}");
    expect(words(find("mau-tooltip"))).toContain("8,120");
    expect(words(find("mau-tooltip"))).toContain("running");
  });

  it("gives the same as a table", async () => {
    const { user } = await openChart();
    await user.click(find("show-table"));
    const rows = find("mau-table").querySelectorAll("tbody tr");
    expect(rows).toHaveLength(12);
    expect(words(rows[0] as HTMLElement)).toContain("8,120");
    expect(find("mau-table").querySelectorAll("th[scope=col]")).toHaveLength(3);
    expect(find("mau-table").querySelector("caption")?.textContent).toContain("Monthly");
  });

  it("checks other dates beside the field", async () => {
    const shell = new FakeShell();
    const { user } = await openChart(shell);
    await user.click(find("mau-range-custom"));
    const from = document.getElementById("mau-from") as HTMLInputElement;
    const to = document.getElementById("mau-to") as HTMLInputElement;
    await user.clear(from);
    await user.click(find("mau-apply"));
    expect(find("error").dataset.field).toBe("mau-from");
    expect(document.activeElement).toBe(from);
    await user.type(from, "2026-05-01");
    await user.clear(to);
    await user.type(to, "2026-04-01");
    await user.click(find("mau-apply"));
    expect(words(find("error"))).toContain("before the first");
    await user.clear(to);
    await user.type(to, "2026-06-30");
    await user.click(find("mau-apply"));
    expect(requests(shell).at(-1)?.range).toEqual({
      kind: "days",
      from: "2026-05-01",
      to: "2026-06-30",
    });
  });

  it("is exported as asked for, and says where to", async () => {
    const shell = new FakeShell();
    const { user } = await openChart(shell);
    await user.click(find("export"));
    await user.click(find("export-csv"));
    expect(shell.called("export_mau")[0]?.args.format).toBe("csv");
    expect(words(document.body)).toContain("Saved as /home/ada/mau.csv");
  });

  it("leaves what became of an export with its pool", async () => {
    const shell = new FakeShell();
    const { user } = await openChart(shell);
    await user.click(find("export"));
    await user.click(find("export-csv"));
    await user.click(findAll("pool-item")[1] as HTMLElement);
    expect(words(document.querySelector("main") as HTMLElement)).not.toContain("Saved as");
    shell.answer("export_mau", () => {
      throw failure("export_failed");
    });
    await user.click(find("export"));
    await user.click(find("export-csv"));
    expect(find("error").dataset.code).toBe("export_failed");
    // The other pool's history does not come: nothing of the last pool's may stand in for it.
    shell.answer("mau_view", () => new Promise(() => undefined));
    await user.click(findAll("pool-item")[0] as HTMLElement);
    expect(findAll("error")).toHaveLength(0);
  });

  it("forgets why an export failed once one succeeds", async () => {
    const shell = new FakeShell().answer("export_mau", () => {
      throw failure("export_failed");
    });
    const { user } = await openChart(shell);
    await user.click(find("export"));
    await user.click(find("export-csv"));
    expect(find("error").dataset.code).toBe("export_failed");
    shell.answer("export_mau", () => "/home/ada/mau.csv");
    await user.click(find("export"));
    await user.click(find("export-csv"));
    expect(findAll("error")).toHaveLength(0);
    expect(words(document.querySelector("main") as HTMLElement)).toContain("/home/ada/mau.csv");
  });

  it("says what is wrong with a date in the language in force", async () => {
    const shell = new FakeShell();
    const { user } = await openChart(shell);
    await user.click(find("mau-range-custom"));
    await user.clear(document.getElementById("mau-from") as HTMLInputElement);
    await user.click(find("mau-apply"));
    expect(words(find("error"))).toBe("Enter a date as YYYY-MM-DD.");
    shell.emit("overview_changed", overview({ settings: { ...settings, language: "zh" } }));
    await settle();
    expect(words(find("error"))).toBe("请按 YYYY-MM-DD 填写日期。");
  });

  it("stays when a new one cannot be had, with words", async () => {
    const shell = new FakeShell();
    const { user } = await openChart(shell);
    shell.answer("mau_view", () => {
      throw failure("timed_out");
    });
    await user.click(find("mau-range-6"));
    expect(findAll("mau-bar")).toHaveLength(12);
    expect(words(find("error"))).toContain("did not answer in time");
  });

  it("says what is empty, and what is left out", async () => {
    const shell = new FakeShell().answer("mau_view", ({ request }) => {
      const view = mauView(request as ChartRequest, { unreadable: 2 });
      return { ...view, chart: view.chart && { ...view.chart, bars: [] } };
    });
    await openChart(shell);
    expect(words(find("mau-empty"))).toContain("reports no period in this range");
    expect(words(document.body)).toContain("2 periods are left out");
  });
});
