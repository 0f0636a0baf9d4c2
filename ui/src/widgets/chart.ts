// The types of a chart's picture, its legend and its table.

import type { PlotArea } from "../backend/types";

/** An SVG document, and its plot area. */
export type Picture = { svg: string; width: number; height: number; plot: PlotArea };

/** A bar or point of the picture. */
export type Mark = {
  /** Hovering here selects the mark. */
  area: PlotArea;
  /** The outline of the selected mark. */
  ring: PlotArea;
  title: string;
  figures: [label: string, figure: string][];
  note: string;
  /** All of the above, for screen readers. */
  label: string;
};

export type Legend = [shape: "used" | "total" | "forecast" | "reset" | "raise", label: string][];

export type Row = { head: string; note: string; cells: string[] };
export type Table = {
  caption: string;
  columns: string[];
  rows: Row[];
  /** The cells are words, not figures to compare. */
  isText?: boolean;
};
