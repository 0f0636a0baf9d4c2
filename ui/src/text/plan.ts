import type { PlanView, PoolView } from "../backend/types";
import { appearance } from "../state/appearance.svelte";
import { endDay } from "./dates";
import { comma, t } from "./messages";
import { decimal } from "./numbers";

/** What is known of the plan. Its end is left out where a notice says it. */
export function planTexts(pool: PoolView): string[] {
  const plan = pool.plan;
  if (!plan) return [];
  const noticed = pool.notices.some(({ kind }) => kind === "plan_ends" || kind === "plan_ended");
  const size = plan.mau.kind === "known" && t("plan.mau", { mau: decimal(plan.mau.value) });
  return [
    [planName(plan), size].filter(Boolean).join(comma()),
    noticed ? null : endText(plan),
  ].filter((part) => !!part) as string[];
}

/** When the plan ends, or what the server sent instead of a date. */
function endText({ ends_on, ends_at, ends_raw }: PlanView): string | null {
  if (ends_on) return t("plan.ends", { date: endDay(ends_on, ends_at) });
  return ends_raw && t("plan.ends.raw", { raw: ends_raw });
}

function planName({ scene, edition, name, name_en }: PlanView): string | null {
  const parts = [scene, edition && editionText(edition)].filter(Boolean);
  if (parts.length > 0) return parts.join(" ");
  return appearance.language === "zh" ? (name ?? name_en) : (name_en ?? name);
}

function editionText(edition: string): string {
  switch (edition) {
    case "Free":
      return t("edition.free");
    case "Basic":
      return t("edition.basic");
    case "Premium":
      return t("edition.premium");
    case "Enterprise":
      return t("edition.enterprise");
    default:
      return edition;
  }
}
