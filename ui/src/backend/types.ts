// The types of commands and events. Everything but this file imports them from here.
export type * from "./generated";
