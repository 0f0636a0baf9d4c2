import "../styles/reset.css";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/patterns.css";
import "./consent.css";

import { readQuestion, showQuestion } from "./dialog";

// The window's navigation handler reads the answer, and refuses to navigate.
showQuestion(readQuestion(location.hash), (yes) =>
  location.assign(yes ? "/consent/yes" : "/consent/no"),
);
