export const privacy = {
  "privacy.hide": "Hide names and figures",
  "privacy.hide.title": "Hide names, hosts and figures, for a shared screen",
  "privacy.show": "Show",
  "privacy.show.title": "Show names, hosts and figures again",
  "privacy.on": "Names and figures are hidden.",
  "privacy.off": "Names and figures are shown again.",
  "privacy.export.title": "Export what is hidden here?",
  "privacy.export.what":
    "Names and figures are hidden in this window. The exported file will contain them.",
  "privacy.export.confirm": "Export with figures",
} as const;
