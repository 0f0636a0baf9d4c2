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

  /** As a browser does: a disabled button gets nothing. */
  const send = (type: string, target: Element) => {
    if (type === "click" && (target as HTMLButtonElement).disabled) target = document.body;
    target.dispatchEvent(new MouseEvent(type, { bubbles: true, detail: 1 }));
  };
  const clickAt = (target: Element) =>
    ["pointerdown", "pointerup", "click"].forEach((type) => send(type, target));

  it("takes no train of clicks or keys as Yes, however long", () => {
    const trains = [150, 900, 933, DELAY_MS - 1];
    for (const pause of trains) {
      for (let click = 0; click < 100; click++) {
        clickAt(yes());
        vi.advanceTimersByTime(pause);
        expect(yes().disabled).toBe(true);
      }
    }
    for (let key = 0; key < 100; key++) {
      press(["Tab", " ", "a"][key % 3] ?? "a");
      vi.advanceTimersByTime(150);
      expect(yes().disabled).toBe(true);
    }
    expect(answer).not.toHaveBeenCalled();
  });

  it("takes a click as Yes only if the pointer went down on Yes while it was enabled", () => {
    send("pointerdown", yes());
    vi.advanceTimersByTime(2200);
    send("pointerup", yes());
    send("click", yes());
    expect(answer).not.toHaveBeenCalled();
    vi.advanceTimersByTime(DELAY_MS);
    // It went down elsewhere.
    send("pointerdown", document.body);
    send("pointerup", yes());
    send("click", yes());
    expect(answer).not.toHaveBeenCalled();
    vi.advanceTimersByTime(DELAY_MS);
    // The focus was lost in between.
    send("pointerdown", yes());
    window.dispatchEvent(new Event("blur"));
    window.dispatchEvent(new Event("focus"));
    vi.advanceTimersByTime(DELAY_MS);
    send("click", yes());
    expect(answer).not.toHaveBeenCalled();
    vi.advanceTimersByTime(DELAY_MS);
    clickAt(yes());
    expect(answer.mock.calls).toEqual([[true]]);
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
