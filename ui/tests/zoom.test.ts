import { describe, expect, it } from "vitest";

import type { Settings } from "../src/backend/types";
import { zoomAfter } from "../src/state/zoom";
import { FakeBackend } from "./fixtures/backend";
import { overview, settings } from "./fixtures/pools";
import { find, open, settle, words } from "./window";

const sizes = (backend: FakeBackend) =>
  backend.called("change_settings").map((call) => (call.args.settings as Settings).zoom_percent);

describe("the size", () => {
  it("changes by keys, and 0 leads back before it opens the overview", async () => {
    const backend = new FakeBackend();
    const { app, user } = await open(backend);
    await user.keyboard("{Control>}={/Control}");
    await user.keyboard("{Control>}={/Control}");
    await user.keyboard("{Control>}-{/Control}");
    expect(sizes(backend)).toEqual([110, 125, 110]);
    expect(words(find("announcer"))).toBe("Size: 110%.");
    expect(app.screen).toBe("pool");
    await user.keyboard("{Control>}0{/Control}");
    expect(sizes(backend).at(-1)).toBe(100);
    expect(app.screen).toBe("pool");
    await user.keyboard("{Control>}0{/Control}");
    expect(app.screen).toBe("overview");
  });

  it("has bounds", () => {
    expect([zoomAfter("+", 300), zoomAfter("-", 50), zoomAfter("+", 290)]).toEqual([300, 50, 300]);
    expect([zoomAfter("-", 120), zoomAfter("k", 100)]).toEqual([110, null]);
  });

  it("is a setting", async () => {
    const large = overview({ settings: { ...settings, zoom_percent: 150 } });
    const backend = new FakeBackend(large);
    const { user } = await open(backend);
    await user.click(find("open-settings"));
    const field = find("zoom-percent") as HTMLInputElement;
    expect(field.value).toBe("150");
    await user.clear(field);
    await user.type(field, "20{Tab}");
    expect(words(find("error"))).toContain("50 to 300");
    await user.clear(field);
    await user.type(field, "200{Tab}");
    await settle();
    expect(sizes(backend)).toEqual([200]);
  });
});
