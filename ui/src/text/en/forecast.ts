// What a forecast is made from, and how good it was.

export const forecast = {
  "basis.weekdays.one": "Made from the weekdays of the last week.",
  "basis.weekdays.other": "Made from the weekdays of the last {count} weeks.",
  "basis.average_day": "Made from what a day usually adds.",
  "basis.trend": "Made from the trend of the last four weeks.",
  "basis.last_cycle": "Made from the last cycle and this one so far.",
  "basis.usual_level": "Made from its usual level on each weekday.",
  "basis.resets_assumed": "Assumed to reset on {date}, like other figures of the pool.",
  "basis.week_error": "So far, a forecast for a week is off by {percent} of the total on average.",
} as const;
