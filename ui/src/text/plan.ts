// The plan in the header's words.

import type { PlanView, PoolView } from "../backend/generated";
import { day } from "./dates";
import { decimal } from "./numbers";
import { t } from "./messages";
import { appearance } from "../state/appearance.svelte";

/** What is known of the plan, the end only where no notice already says it. */
export function planWords(pool: PoolView): string[] {
  const plan = pool.plan;
  if (!plan) return [];
  const said = pool.notices.some((n) => n.kind === "plan_ends" || n.kind === "plan_ended");
  const size = plan.mau.kind === "known" ? t("plan.mau", { mau: decimal(plan.mau.value) }) : null;
  const listed = [planName(plan), size].filter((part) => part !== null);
  const comma = appearance.language === "zh" ? "，" : ", ";
  const end = plan.ends_on && !said ? t("plan.ends", { date: day(plan.ends_on) }) : null;
  return [listed.join(comma), end].filter((part) => part !== null && part !== "") as string[];
}

function planName(plan: PlanView): string | null {
  const parts = [plan.scene, plan.edition ? edition(plan.edition) : null].filter(Boolean);
  if (parts.length > 0) return parts.join(" ");
  const [first, second] =
    appearance.language === "zh" ? [plan.name, plan.name_en] : [plan.name_en, plan.name];
  return first ?? second;
}

function edition(name: string): string {
  switch (name) {
    case "Free":
      return t("edition.free");
    case "Basic":
      return t("edition.basic");
    case "Premium":
      return t("edition.premium");
    case "Enterprise":
      return t("edition.enterprise");
    default:
      return name;
  }
}
