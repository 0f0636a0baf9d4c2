import type { ChartBar } from "../../backend/types";
import { days } from "../../text/dates";
import { allowanceText, figureText, periodText } from "../../text/figures";
import { t } from "../../text/messages";
import type { Mark, Row } from "../../widgets/chart";

export function periodMark(bar: ChartBar): Mark {
  const title = days(bar.first_day, bar.last_day);
  const used = figureText(bar.used);
  const total = allowanceText(bar.total);
  const note = bar.running ? t("mau.running") : "";
  return {
    area: bar.area,
    ring: bar.area,
    title,
    figures: [
      [t("mau.used"), used],
      [t("mau.total"), total],
    ],
    note,
    label: periodText(title, used, total, note),
  };
}

export function periodRow({ title, note, figures }: Mark): Row {
  return { head: title, note, cells: figures.map(([, figure]) => figure) };
}
