// The question whether alerts may be sent to a webhook. The default is No.

export type Question = {
  lang: string;
  theme: "system" | "light" | "dark";
  question: string;
  host: string;
  address: string;
  shared: string;
  yes: string;
  no: string;
};

/** Without any input. A little longer than the backend's second, so that a click that the page accepts counts. */
export const DELAY_MS = 1200;

/** From the URL's fragment: JSON in base64. */
export function readQuestion(hash: string): Question {
  const bytes = Uint8Array.from(atob(hash.slice(1)), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Question;
}

export function showQuestion(question: Question, answer: (yes: boolean) => void): void {
  const root = document.documentElement;
  root.lang = question.lang;
  if (question.theme !== "system") root.dataset.theme = question.theme;
  else if (matchMedia("(prefers-color-scheme: dark)").matches) root.dataset.theme = "dark";
  for (const field of ["question", "host", "address", "shared", "yes", "no"] as const) {
    element(field).textContent = question[field];
  }

  const yes = element("yes") as HTMLButtonElement;
  const no = element("no") as HTMLButtonElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The pointer went down on Yes while it was enabled.
  let pressed = false;
  const disarm = () => {
    clearTimeout(timer);
    pressed = false;
    yes.disabled = true;
    no.focus();
  };
  const arm = () => {
    disarm();
    timer = setTimeout(() => (yes.disabled = false), DELAY_MS);
  };
  addEventListener("focus", arm);
  addEventListener("blur", disarm);
  if (document.hasFocus()) arm();
  else disarm();

  // The dialog may have opened under clicks or keys that were meant for something else.
  for (const type of ["pointerdown", "pointerup", "click", "keydown"]) {
    addEventListener(
      type,
      (event) => {
        if (yes.disabled && document.hasFocus()) arm();
        else if (type === "pointerdown") pressed = event.target === yes;
      },
      { capture: true },
    );
  }

  yes.addEventListener("click", (event) => {
    // Without a pointer: the keyboard, or assistive technology.
    if (pressed || event.detail === 0) answer(true);
    // Still open if the backend saw the focus later: then Yes is ready again in a second.
    arm();
  });
  no.addEventListener("click", () => answer(false));
  addEventListener("keydown", (event) => {
    const isNo = event.key === "Enter" && document.activeElement !== yes;
    if (!isNo && event.key !== "Escape") return;
    event.preventDefault();
    answer(false);
  });
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`consent.html has no #${id}`);
  return found;
}
