// One file per feature, with the same name in `zh`. `{name}` is a placeholder; `**…**` is bold. A key ending in `.one` has a
// plural form ending in `.other`.

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

export const en = {
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

export type MessageKey = keyof typeof en;
export type Messages = Translated<typeof en>;
/** What a Chinese file must hold: the keys of the English one. */
export type Translated<English> = Record<keyof English, string>;
