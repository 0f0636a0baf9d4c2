import type { Messages } from "../en";
import { add } from "./add";
import { alerts } from "./alerts";
import { app } from "./app";
import { benefit } from "./benefit";
import { failures } from "./failures";
import { forecast } from "./forecast";
import { mau } from "./mau";
import { overview } from "./overview";
import { pool } from "./pool";
import { privacy } from "./privacy";
import { search } from "./search";
import { settings } from "./settings";
import { sidebar } from "./sidebar";

export const zh: Messages = {
  ...app,
  ...sidebar,
  ...search,
  ...privacy,
  ...pool,
  ...benefit,
  ...mau,
  ...alerts,
  ...add,
  ...overview,
  ...settings,
  ...failures,
  ...forecast,
};
