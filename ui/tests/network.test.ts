import { describe, expect, it } from "vitest";

import { addressOf, proxyUrl } from "../src/features/settings/proxy";
import { en } from "../src/text/en";
import { failureText } from "../src/text/failures";
import { FakeBackend } from "./fixtures/backend";
import { failure, overview, settings } from "./fixtures/pools";
import { find, findAll, open, words } from "./window";

const HOST = "id.acme.internal";

async function openSettings(backend: FakeBackend) {
  const opened = await open(backend);
  await opened.user.click(find("open-settings"));
  return opened;
}

describe("a failed connection", () => {
  const reasons = Object.keys(en).flatMap((key) => {
    const found = /^failure\.(unreachable|tls_untrusted|ca_file_invalid)\.(\w+)\.what$/.exec(key);
    return found?.[1] && found[2] ? [[found[1], found[2]] as const] : [];
  });

  it("has words of its own for each reason", () => {
    const texts = reasons.map(([code, reason]) => {
      return failureText(failure(code as "unreachable", { reason }), HOST).what;
    });
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toHaveLength(32);
  });

  it("names the desktop's script where that might have named a proxy", () => {
    for (const code of ["unreachable", "timed_out"] as const) {
      const text = failureText(failure(code, { reason: "proxy_automatic" }), HOST);
      expect(text.what).toContain("(PAC) is not followed");
      expect(text.next).toContain("Network");
    }
  });

  it("has general words for a reason that is not known", () => {
    const text = failureText(failure("unreachable", { reason: "other" }), HOST);
    expect(text.what).toBe(`${HOST} can’t be reached.`);
  });
});

describe("the proxy setting", () => {
  it("is saved at once if it is the system's or none", async () => {
    const backend = new FakeBackend();
    const { user } = await openSettings(backend);
    await user.click(find("proxy-direct"));
    const args = { proxy: { kind: "direct" }, password: null };
    expect(backend.called("set_proxy").map((call) => call.args)).toEqual([args]);
  });

  it("sends the password sealed, apart from the address", async () => {
    const backend = new FakeBackend();
    const { user } = await openSettings(backend);
    await user.click(find("proxy-manual"));
    expect(findAll("proxy-password")).toHaveLength(0);
    await user.type(find("proxy-url"), "socks5h://127.0.0.1:1080");
    await user.type(find("proxy-user"), "ACME\\ann");
    await user.type(find("proxy-password"), "p@ss:canary");
    await user.click(find("proxy-save"));
    const [call] = backend.called("set_proxy");
    const url = "socks5h://ACME%5Cann@127.0.0.1:1080";
    expect(call?.args.proxy).toEqual({ kind: "manual", url, password: false });
    // The stand-in for the seal says what it sealed.
    expect(call?.args.password).toBe("sealed for public key 1: p@ss:canary");
    expect(JSON.stringify(call?.args.proxy)).not.toContain("canary");
    expect((find("proxy-password") as HTMLInputElement).value).toBe("");
  });

  it("keeps a saved password only for the same address and user", async () => {
    const proxy = { kind: "manual", url: "http://ann@proxy.acme:3128", password: true } as const;
    const backend = new FakeBackend(overview({ settings: { ...settings, proxy } }));
    const { user } = await openSettings(backend);
    expect((find("proxy-url") as HTMLInputElement).value).toBe("http://proxy.acme:3128");
    expect((find("proxy-user") as HTMLInputElement).value).toBe("ann");
    expect(words(find("proxy-password-kept"))).toContain("leave this empty to keep it");
    await user.type(find("proxy-url"), "0");
    expect(findAll("proxy-password-kept")).toHaveLength(0);
    await user.click(find("proxy-save"));
    const url = "http://ann@proxy.acme:31280";
    expect(backend.called("set_proxy")[0]?.args.proxy).toEqual({ ...proxy, url, password: false });
  });

  it("shows at the field that the address is not understood", async () => {
    const backend = new FakeBackend().answer("set_proxy", () => {
      throw failure("settings_invalid", { field: "proxy" });
    });
    const { user } = await openSettings(backend);
    await user.click(find("proxy-manual"));
    await user.type(find("proxy-url"), "quic://x");
    await user.click(find("proxy-save"));
    expect(find("error").dataset.field).toBe("proxy-url");
    expect(document.activeElement).toBe(find("proxy-url"));
  });

  it.each([
    ["proxy.acme:1", "", "proxy.acme:1"],
    ["proxy.acme:1", "ann", "ann@proxy.acme:1"],
    ["http://proxy.acme:1", "a@b:c", "http://a%40b%3Ac@proxy.acme:1"],
    ["socks5h://[::1]:1080", "王", "socks5h://%E7%8E%8B@[::1]:1080"],
  ])("splits and joins %s and %s", (address, user, url) => {
    expect(proxyUrl(address, user)).toBe(url);
    expect(addressOf(url)).toEqual({ address, user });
  });
});

describe("the test of a key", () => {
  it.each([
    [{ proxy: null, automatic_proxy_ignored: false }, null],
    [
      {
        proxy: { kind: "socks5h", address: "127.0.0.1:1080", source: "desktop" },
        automatic_proxy_ignored: false,
      },
      "Through the socks5h proxy 127.0.0.1:1080, from the desktop’s settings.",
    ],
    [{ proxy: null, automatic_proxy_ignored: true }, "automatic proxy configuration is not"],
  ])("names the proxy that was used", async (part, text) => {
    const report = { benefits: 8, trials: 0, sign_in: "token", clock_ahead_ms: null, ...part };
    const backend = new FakeBackend(overview({ pools: [] })).answer("test_key", () => report);
    const { user } = await open(backend);
    await user.type(find("access-key-id"), "62eaa95f");
    await user.type(find("access-key-secret"), "canary");
    await user.click(find("test-key"));
    const said = words(find("key-report"));
    if (text === null) expect(said).not.toContain("proxy");
    else expect(said).toContain(text);
  });
});
