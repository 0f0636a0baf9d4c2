import { readFileSync } from "node:fs";

import { beforeEach, describe, expect, it, vi } from "vitest";

import { DELAY_MS, readQuestion, showQuestion, type Question } from "../src/consent/dialog";

const question: Question = {
  lang: "zh-CN",
  theme: "dark",
  question: "要发送吗？",
  host: "hooks.example.com",
  address: "https://hooks.example.com/<b>%n</b>",
  shared: "<i>数据</i>",
  yes: "是",
  no: "否",
};

const yes = () => document.getElementById("yes") as HTMLButtonElement;
const no = () => document.getElementById("no") as HTMLButtonElement;
const press = (key: string) => window.dispatchEvent(new KeyboardEvent("keydown", { key }));

let answer: ReturnType<typeof vi.fn<(yes: boolean) => void>>;

beforeEach(() => {
  vi.useFakeTimers();
  const page = new DOMParser().parseFromString(
    readFileSync("consent.html", "utf8").replace(/<script.*<\/script>/, ""),
    "text/html",
  );
  document.body.replaceChildren(...page.body.children);
  answer = vi.fn<(yes: boolean) => void>();
  showQuestion(question, answer);
  window.dispatchEvent(new Event("focus"));
  return () => vi.useRealTimers();
});

describe("the dialog about a webhook", () => {
  it("shows its texts as text, in the owner's language and theme", () => {
    for (const field of ["question", "host", "address", "shared", "yes", "no"] as const) {
      expect(document.getElementById(field)?.textContent).toBe(question[field]);
    }
    expect(document.querySelectorAll("b, i")).toHaveLength(0);
    expect(document.documentElement.lang).toBe("zh-CN");
    expect(document.documentElement.dataset.theme).toBe("dark");
  });

  it("has the focus on No, and enables Yes only after a second with the focus", () => {
    expect(document.activeElement).toBe(no());
    vi.advanceTimersByTime(DELAY_MS - 1);
    expect(yes().disabled).toBe(true);
    yes().click();
    expect(answer).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(yes().disabled).toBe(false);
    window.dispatchEvent(new Event("blur"));
    expect(yes().disabled).toBe(true);
    vi.advanceTimersByTime(10 * DELAY_MS);
    expect(yes().disabled).toBe(true);
    window.dispatchEvent(new Event("focus"));
    vi.advanceTimersByTime(DELAY_MS);
    yes().click();
    expect(answer).toHaveBeenLastCalledWith(true);
  });

  it("takes Enter and Escape as No, at any time", () => {
    for (const key of ["Enter", "Escape"]) {
      press(key);
      vi.advanceTimersByTime(DELAY_MS);
      press(key);
    }
    expect(new Set(answer.mock.calls.map(([yes]) => yes))).toEqual(new Set([false]));
    no().click();
    expect(answer).toHaveBeenLastCalledWith(false);
  });

  it("reads the question from the address", () => {
    const bytes = new TextEncoder().encode(JSON.stringify(question));
    expect(readQuestion(`#${btoa(String.fromCharCode(...bytes))}`)).toEqual(question);
  });
});
