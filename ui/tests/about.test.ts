import { describe, expect, it, vi } from "vitest";

import { FakeBackend } from "./fixtures/backend";
import { diagnosticsText } from "./fixtures/diagnostics";
import { failure, overview, settings } from "./fixtures/pools";
import { expectAccessible, find, findAll, open, settle, words } from "./window";

async function opened(backend: FakeBackend) {
  const opened = await open(backend);
  await opened.user.click(find("open-settings"));
  await settle();
  return opened;
}

describe("the logs button", () => {
  it("opens the folder without a message if that works", async () => {
    const backend = new FakeBackend();
    const { user } = await opened(backend);
    await user.click(find("open-logs"));
    expect(backend.called("open_logs")).toHaveLength(1);
    expect(findAll("error")).toHaveLength(0);
  });

  it("shows the path if no file manager opens", async () => {
    const path = "/home/ada/.local/share/authgauge/logs";
    const backend = new FakeBackend().answer("open_logs", () => {
      throw failure("folder_not_opened", { path });
    });
    const { user } = await opened(backend);
    await user.click(find("open-logs"));
    await settle();
    expect(words(find("error"))).toContain(
      `The folder could not be opened. Open it in a file manager by hand: ${path}`,
    );
    await expectAccessible();
    await user.click(find("language-zh"));
    expect(words(find("error"))).toContain(`无法打开文件夹。请在文件管理器中自行打开：${path}`);
    backend.answer("open_logs", () => null);
    await user.click(find("open-logs"));
    await settle();
    expect(findAll("error")).toHaveLength(0);
  });
});

describe("the diagnostics report", () => {
  it("copies the backend's report and can show it first", async () => {
    const { user } = await opened(new FakeBackend());
    expect(find("diagnostics").textContent).toBe(diagnosticsText);
    await user.click(find("show-diagnostics"));
    await expectAccessible();
    await user.click(find("copy-diagnostics"));
    expect(await navigator.clipboard.readText()).toBe(diagnosticsText);
    await settle();
    expect(find("copy-diagnostics").title).toBe("Copied");
  });

  it("is updated when the state changes", async () => {
    const backend = new FakeBackend();
    await opened(backend);
    backend.answer("diagnostics", () => "later");
    backend.emit("overview_changed", overview({ revision: 2, settings }));
    await vi.waitFor(() => expect(find("diagnostics").textContent).toBe("later"));
  });

  it("is not offered if it could not be loaded", async () => {
    const backend = new FakeBackend().answer("diagnostics", () => {
      throw failure("store_failed");
    });
    await opened(backend);
    expect(findAll("copy-diagnostics")).toHaveLength(0);
    expect(findAll("open-logs")).toHaveLength(1);
  });
});
