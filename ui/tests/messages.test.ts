import { describe, expect, it } from "vitest";

import { en } from "../src/text/en";
import { zh } from "../src/text/zh";
import { errorCodes } from "./fixtures/pools";

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
const keys = Object.keys(en) as (keyof typeof en)[];

describe("the catalogues", () => {
  it("have the same keys in the same order", () => {
    // scripts/keyless.ts relies on it.
    expect(Object.keys(zh)).toEqual(Object.keys(en));
  });

  it("have each key in one file only", () => {
    // A spread silently replaces what an earlier one brought.
    const files = import.meta.glob<object>("../src/text/en/!(index).ts", { eager: true });
    const all = Object.values(files).flatMap((file) => Object.values(file).flatMap(Object.keys));
    expect(all.sort()).toEqual([...keys].sort());
  });

  it("have no empty message", () => {
    expect(keys.filter((key) => en[key].trim() === "" || zh[key].trim() === "")).toEqual([]);
  });

  it("use the same placeholders", () => {
    // A singular may leave out {count}.
    const facts = (text: string, key: string) =>
      new Set(placeholders(text).filter((name) => name !== "count" || !key.endsWith(".one")));
    expect(keys.filter((key) => differs(facts(en[key], key), facts(zh[key], key)))).toEqual([]);
  });

  it("have the same number of bold pieces", () => {
    const stars = (text: string) => text.split("**").length;
    expect(keys.filter((key) => stars(en[key]) !== stars(zh[key]))).toEqual([]);
    expect(keys.filter((key) => stars(en[key]) % 2 === 0)).toEqual([]);
  });

  it("have an .other beside each .one", () => {
    const singular = keys.filter((key) => key.endsWith(".one") && key !== "report.trials.none");
    expect(singular.filter((key) => !(key.replace(/one$/, "other") in en))).toEqual([]);
  });

  it("have no English words in the Chinese messages", () => {
    const kept =
      /Authgauge|GenAuth|Authing|Webhook|Access Key (ID|Secret)|GNOME Keyring|KWallet|Slack|Standard Webhooks|Markdown|whsec_|https_proxy|no_proxy|https?(:\S+)?|socks\w*(:\S+)?|ca-certificates|chmod go-w|HOME|SSL_CERT_(FILE|DIR)|--data-dir|authgauge mcp/g;
    const short =
      /\b(AI|MCP|JSON|ID|CA|PEM|API|SVG|PNG|CSV|MAU|YYYY-MM-DD|VPN|DNS|TLS|HTTP|SOCKS|PKCS|DER|P7B|PAC|MB)\b/g;
    // What the search finds a command by is not shown, and is typed in either language.
    const shown = keys.filter((key) => !key.startsWith("search.words."));
    const left = shown.filter((key) =>
      /[A-Za-z]{2,}/.test(
        zh[key]
          .replace(/\{\w+\}/g, "")
          .replace(kept, "")
          .replace(short, ""),
      ),
    );
    expect(left).toEqual([]);
  });

  it("use one Chinese term for the keychain", () => {
    expect(keys.filter((key) => /密钥链|系统的?系统/.test(zh[key]))).toEqual([]);
  });

  it("have messages for exactly the error codes", () => {
    const codes = keys
      .map((key) => /^failure\.(\w+)\.what$/.exec(key)?.[1])
      .filter((code) => code !== undefined);
    expect(codes.sort()).toEqual([...errorCodes, "unknown"].sort());
  });

  it("never state the end of a trial", () => {
    const trial = keys.filter((key) => key.includes("trial"));
    expect(trial.filter((key) => en[key].includes("{date}"))).toEqual([]);
  });
});

function differs(a: Set<string | undefined>, b: Set<string | undefined>): boolean {
  return a.size !== b.size || [...a].some((name) => !b.has(name));
}
