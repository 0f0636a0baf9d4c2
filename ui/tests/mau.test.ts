import { describe, expect, it, vi } from "vitest";

import type { ChartRequest } from "../src/backend/types";
import { FakeBackend } from "./fixtures/backend";
import { mauView } from "./fixtures/chart";
import { failure, overview, pool, settings } from "./fixtures/pools";
import { find, findAll, open, settle, words } from "./window";

async function openChart(backend = new FakeBackend()) {
  const opened = await open(backend);
  await vi.waitUntil(() => backend.called("mau_view").length > 0);
  await settle();
  await settle();
  return opened;
}

const requests = (backend: FakeBackend) =>
  backend.called("mau_view").map((call) => call.args.request as ChartRequest);

describe("the MAU chart", () => {
  it("is requested for the width, theme and language", async () => {
    const backend = new FakeBackend();
    await openChart(backend);
    expect(requests(backend)).toEqual([
      {
        pool: "p1",
        range: { kind: "months", count: 12 },
        theme: "light",
        language: "en",
        width: 800,
        height: 168,
      },
    ]);
    expect(find("mau-chart").querySelector("svg")).not.toBeNull();
    expect(findAll("mau-bar")).toHaveLength(12);
  });

  it("is requested again when the history or the range changes", async () => {
    const backend = new FakeBackend();
    const { user } = await openChart(backend);
    backend.emit("pool_changed", pool({ mau_revision: 2 }));
    await settle();
    await user.click(find("mau-range-24"));
    await user.keyboard("{Control>},{/Control}");
    expect(requests(backend).map((request) => request.range)).toEqual([
      { kind: "months", count: 12 },
      { kind: "months", count: 12 },
      { kind: "months", count: 24 },
    ]);
  });

  it("inserts nothing but an SVG", async () => {
    const backend = new FakeBackend().answer("mau_view", ({ request }) => {
      const view = mauView(request as ChartRequest);
      const svg = "<html xmlns='http://www.w3.org/1999/xhtml'><body><i id='in'/></body></html>";
      return { ...view, chart: view.chart && { ...view.chart, svg } };
    });
    await openChart(backend);
    expect(document.getElementById("in")).toBeNull();
    expect(findAll("mau-bar")).toHaveLength(12);
  });

  it("shows a period's figures by arrow keys", async () => {
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

  it("shows the same as a table", async () => {
    const { user } = await openChart();
    await user.click(find("show-table"));
    const rows = find("mau-table").querySelectorAll("tbody tr");
    expect(rows).toHaveLength(12);
    expect(words(rows[0] as HTMLElement)).toContain("8,120");
    expect(find("mau-table").querySelectorAll("th[scope=col]")).toHaveLength(3);
    expect(find("mau-table").querySelector("caption")?.textContent).toContain("Monthly");
  });

  it("shows invalid dates beside their field", async () => {
    const backend = new FakeBackend();
    const { user } = await openChart(backend);
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
    expect(requests(backend).at(-1)?.range).toEqual({
      kind: "days",
      from: "2026-05-01",
      to: "2026-06-30",
    });
  });

  it("exports the chosen format and shows the path", async () => {
    const backend = new FakeBackend();
    const { user } = await openChart(backend);
    await user.click(find("export"));
    await user.click(find("export-csv"));
    expect(backend.called("export_mau")[0]?.args.format).toBe("csv");
    expect(words(document.body)).toContain("Saved as /home/ada/mau.csv");
  });

  it("shows the result of an export for its pool only", async () => {
    const backend = new FakeBackend();
    const { user } = await openChart(backend);
    await user.click(find("export"));
    await user.click(find("export-csv"));
    await user.click(findAll("pool-item")[1] as HTMLElement);
    expect(words(document.querySelector("main") as HTMLElement)).not.toContain("Saved as");
    backend.answer("export_mau", () => {
      throw failure("export_failed");
    });
    await user.click(find("export"));
    await user.click(find("export-csv"));
    expect(find("error").dataset.code).toBe("export_failed");
    // While the other pool's history is loading, the last pool's error must not be shown.
    backend.answer("mau_view", () => new Promise(() => undefined));
    await user.click(findAll("pool-item")[0] as HTMLElement);
    expect(findAll("error")).toHaveLength(0);
  });

  it("removes the error of an export once one succeeds", async () => {
    const backend = new FakeBackend().answer("export_mau", () => {
      throw failure("export_failed");
    });
    const { user } = await openChart(backend);
    await user.click(find("export"));
    await user.click(find("export-csv"));
    expect(find("error").dataset.code).toBe("export_failed");
    backend.answer("export_mau", () => "/home/ada/mau.csv");
    await user.click(find("export"));
    await user.click(find("export-csv"));
    expect(findAll("error")).toHaveLength(0);
    expect(words(document.querySelector("main") as HTMLElement)).toContain("/home/ada/mau.csv");
  });

  it("translates the problem of a date when the language changes", async () => {
    const backend = new FakeBackend();
    const { user } = await openChart(backend);
    await user.click(find("mau-range-custom"));
    await user.clear(document.getElementById("mau-from") as HTMLInputElement);
    await user.click(find("mau-apply"));
    expect(words(find("error"))).toBe("Enter a date as YYYY-MM-DD.");
    backend.emit("overview_changed", overview({ settings: { ...settings, language: "zh" } }));
    await settle();
    expect(words(find("error"))).toBe("请按 YYYY-MM-DD 填写日期。");
  });

  it("stays with an error if the next one could not be loaded", async () => {
    const backend = new FakeBackend();
    const { user } = await openChart(backend);
    backend.answer("mau_view", () => {
      throw failure("timed_out");
    });
    await user.click(find("mau-range-6"));
    expect(findAll("mau-bar")).toHaveLength(12);
    expect(words(find("error"))).toContain("did not answer in time");
  });

  it("explains an empty range and periods left out", async () => {
    const backend = new FakeBackend().answer("mau_view", ({ request }) => {
      const view = mauView(request as ChartRequest, {
        unreadable: 2,
        unreadable_dates: "11/12/2026 – someday",
      });
      return { ...view, chart: view.chart && { ...view.chart, bars: [] } };
    });
    await openChart(backend);
    expect(words(find("mau-empty"))).toContain("No MAU data in this range");
    expect(words(find("mau-unreadable"))).toBe(
      "2 periods aren’t shown: their dates could not be read. The server sent “11/12/2026 – someday”.",
    );
  });
});
