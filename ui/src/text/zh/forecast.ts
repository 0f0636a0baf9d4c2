// 预测的依据，以及迄今的准确程度。

export const forecast = {
  "basis.weekdays.one": "依据最近一周每天的用量预测。",
  "basis.weekdays.other": "依据最近 {count} 周按星期几统计的用量预测。",
  "basis.average_day": "依据通常一天的用量预测。",
  "basis.trend": "依据最近四周的趋势预测。",
  "basis.last_cycle": "依据上一周期和本周期至今的用量预测。",
  "basis.usual_level": "依据按星期几统计的通常水平预测。",
  "basis.resets_assumed": "假定与本用户池的其他数据一样，在{date}重置。",
  "basis.week_error": "迄今对未来一周的预测，平均偏差为总量的 {percent}。",
} as const;
