import { describe, expect, it } from "vitest";

import { en } from "../src/text/en";
import { zh } from "../src/text/zh";
import { errorCodes } from "./fixtures/pools";

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
const keys = Object.keys(en) as (keyof typeof en)[];

describe("the two languages", () => {
  it("have the same keys in the same order", () => {
    // The built page has the keys once: scripts/keyless.ts.
    expect(Object.keys(zh)).toEqual(Object.keys(en));
  });

  it("leave nothing empty", () => {
    expect(keys.filter((key) => en[key].trim() === "" || zh[key].trim() === "")).toEqual([]);
  });

  it("fill in the same facts", () => {
    // A singular may spell its number out.
    const facts = (text: string, key: string) =>
      new Set(placeholders(text).filter((name) => name !== "count" || !key.endsWith(".one")));
    expect(keys.filter((key) => differs(facts(en[key], key), facts(zh[key], key)))).toEqual([]);
  });

  it("set the same number of pieces in bold", () => {
    const stars = (text: string) => text.split("**").length;
    expect(keys.filter((key) => stars(en[key]) !== stars(zh[key]))).toEqual([]);
    expect(keys.filter((key) => stars(en[key]) % 2 === 0)).toEqual([]);
  });

  it("have an .other beside each .one", () => {
    const singular = keys.filter((key) => key.endsWith(".one") && key !== "report.trials.none");
    expect(singular.filter((key) => !(key.replace(/one$/, "other") in en))).toEqual([]);
  });

  it("leave no English words in the Chinese", () => {
    const kept =
      /Authgauge|GenAuth|Authing|Access Key (ID|Secret)|GNOME Keyring|KWallet|https?(:\S+)?/g;
    const short = /\b(JSON|ID|CA|PEM|API|SVG|PNG|CSV|MAU|YYYY-MM-DD)\b/g;
    const left = keys.filter((key) =>
      /[A-Za-z]{2,}/.test(
        zh[key]
          .replace(/\{\w+\}/g, "")
          .replace(kept, "")
          .replace(short, ""),
      ),
    );
    expect(left).toEqual([]);
  });

  it("call the keychain by one Chinese name", () => {
    expect(keys.filter((key) => /密钥链|系统的?系统/.test(zh[key]))).toEqual([]);
  });

  it("have words for every failure, and no more", () => {
    const spoken = keys
      .map((key) => /^failure\.(\w+)\.what$/.exec(key)?.[1])
      .filter((code) => code !== undefined);
    expect(spoken.sort()).toEqual([...errorCodes, "unknown"].sort());
  });

  it("never claim the end of a trial", () => {
    const trial = keys.filter((key) => key.includes("trial"));
    expect(trial.filter((key) => en[key].includes("{date}"))).toEqual([]);
  });
});

function differs(a: Set<string | undefined>, b: Set<string | undefined>): boolean {
  return a.size !== b.size || [...a].some((name) => !b.has(name));
}
