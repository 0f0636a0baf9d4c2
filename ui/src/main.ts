import "./styles/reset.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/patterns.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { firstView } from "./backend/first-view";
import { app } from "./state/app.svelte";
import { fontsLoaded } from "./styles/fonts";

// Where the time of a launch goes: `cargo xtask bench` reads these marks.
performance.mark("script");

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

const fonts = fontsLoaded();
app.begin(firstView());
performance.mark("answered");
void fonts.then(() => {
  performance.mark("fonts");
  mount(App, { target });
  performance.mark("mounted");
  void app.follow();
  // The second frame starts after the first is on the screen.
  requestAnimationFrame(() => requestAnimationFrame(() => void app.painted()));
});
