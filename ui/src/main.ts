import "./styles/reset.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { app } from "./state/app.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

// The first picture is the whole one: nothing is painted that would jump when the figures come.
await app.start();
mount(App, { target });
