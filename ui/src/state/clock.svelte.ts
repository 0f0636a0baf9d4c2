// The only timer of the window: it makes ages tick, nothing else.

const TICK = 15_000;

class Clock {
  now = $state(Date.now());

  constructor() {
    setInterval(() => this.tick(), TICK);
    document.addEventListener("visibilitychange", () => this.tick());
  }

  tick(): void {
    this.now = Date.now();
  }
}

export const clock = new Clock();
