// The keys that enlarge the window, as browsers have them.

/** In percent. */
const STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** The size after a key with Ctrl or Cmd; null where the key has another meaning. At 100 %, 0 opens the overview. */
export function zoomAfter(key: string, percent: number): number | null {
  switch (key) {
    case "+":
    case "=":
      return STEPS.find((step) => step > percent) ?? percent;
    case "-":
    case "_":
      return STEPS.findLast((step) => step < percent) ?? percent;
    case "0":
      return percent === 100 ? null : 100;
    default:
      return null;
  }
}
