import { describe, expect, it } from "vitest";

import { FakeBackend } from "./fixtures/backend";
import { overview, settings } from "./fixtures/pools";
import { expectAccessible, find, findAll, open, settle, words } from "./window";

const hidden = { ...settings, privacy: true };

describe("the privacy switch", () => {
  it("is turned on by Ctrl+Shift+H and off by its mark, and says so", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    expect(find("privacy").ariaPressed).toBe("false");
    await user.keyboard("{Control>}{Shift>}h{/Shift}{/Control}");
    await settle();
    expect(backend.called("change_settings").at(-1)?.args).toEqual({ settings: hidden });
    expect(find("privacy").ariaPressed).toBe("true");
    expect(words(find("privacy-mark"))).toContain("Names and figures are hidden.");
    expect(words(find("announcer"))).toBe("Names and figures are hidden.");
    await user.click(find("privacy-show"));
    await settle();
    expect(backend.called("change_settings").at(-1)?.args).toEqual({ settings });
    expect(findAll("privacy-mark")).toHaveLength(0);
  });

  it("draws the screen and its chart again", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    const charts = backend.called("mau_view").length;
    const views = backend.called("pool_view").length;
    await user.click(find("privacy"));
    await settle();
    expect(backend.called("mau_view").length).toBeGreaterThan(charts);
    expect(backend.called("pool_view").length).toBeGreaterThan(views);
  });

  it("warns before an export, which has the figures", async () => {
    const backend = new FakeBackend(overview({ settings: hidden }));
    const { user } = await open(backend);
    const ask = async () => {
      await user.click(find("export"));
      await user.click(find("export-csv"));
      await settle();
    };
    await ask();
    expect(words(find("export-warning"))).toContain("The exported file will contain them.");
    await expectAccessible();
    await user.click(find("cancel-export"));
    await settle();
    expect(backend.called("export_mau")).toHaveLength(0);
    await ask();
    await user.click(find("confirm-export"));
    await settle();
    expect(backend.called("export_mau")).toHaveLength(1);
    expect(findAll("export-warning")).toHaveLength(0);
  });

  it("exports without a warning while nothing is hidden", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("export"));
    await user.click(find("export-csv"));
    await settle();
    expect(backend.called("export_mau")).toHaveLength(1);
  });
});
