//! The alerts expected of a history, by definition: a condition holds that did not hold before, or that had
//! clearly ceased since it last held.

/// What an alert rule watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Matter {
    Benefit(usize),
    Forecast,
    Key,
    Age,
    Plan,
    Trial,
}

/// The observed values, in minutes and thousandths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Seen {
    /// `used` is in thousandths of what `total` is in.
    Used {
        used: i64,
        total: i64,
    },
    FullIn {
        days: i64,
    },
    NotFull,
    /// It is full, or too little is known.
    Unsure {
        full: bool,
    },
    Key {
        rejected: bool,
    },
    Age {
        taken_at: i64,
        now: i64,
        failed: u32,
    },
    PlanEnd {
        end: i64,
        now: i64,
    },
    Trials {
        trials: usize,
        end: i64,
        now: i64,
    },
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) place: usize,
    pub(super) matter: Matter,
    pub(super) seen: Seen,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Told {
    pub(super) place: usize,
    pub(super) matter: Matter,
    pub(super) step: u8,
    pub(super) aloud: bool,
}

/// Ordered by subject, then by time.
pub(super) fn expected(looks: &[Look]) -> Vec<Told> {
    let mut looks = looks.to_vec();
    looks.sort_by_key(|look| look.matter);
    let matters = looks.chunk_by(|one, other| one.matter == other.matter);
    let told = matters.flat_map(|looks| {
        let each = (0..looks.len()).filter_map(|place| told_at(&looks[..=place]));
        each.collect::<Vec<_>>()
    });
    told.collect()
}

/// The alert of the last of these looks at one subject.
fn told_at(looks: &[Look]) -> Option<Told> {
    let (last, before) = looks.split_last()?;
    let lines = lines(last.matter).iter().rev();
    let worst = lines.copied().find(|line| last.is_at(*line))?;
    // As bad before, and since then neither clearly better nor in another period.
    let since = before
        .iter()
        .rev()
        .take_while(|look| look.period() == last.period() && !look.is_well_below(worst));
    let is_known = since.into_iter().any(|look| look.is_at(worst));
    (!is_known).then_some(Told {
        place: last.place,
        matter: last.matter,
        step: u8::try_from(worst).unwrap(),
        aloud: !before.is_empty(),
    })
}

/// The steps of a rule, the worst last.
fn lines(matter: Matter) -> &'static [i64] {
    match matter {
        Matter::Benefit(_) => &[80, 90, 100],
        Matter::Forecast | Matter::Trial => &[1, 2],
        Matter::Key | Matter::Age => &[1],
        Matter::Plan => &[1, 2, 3, 4, 5, 6],
    }
}

/// Days before the end of the plan, by step; the sixth step is the end.
const PLAN_DAYS: [i64; 5] = [30, 7, 3, 1, 0];
const TRIAL_DAYS: [i64; 2] = [14, 2];
const FORECAST_DAYS: [(i64, i64); 2] = [(14, 21), (3, 8)];
const DAY: i64 = 1440;

impl Look {
    fn is_at(&self, line: i64) -> bool {
        let place = usize::try_from(line - 1).unwrap();
        match self.seen {
            Seen::Used { used, total } => used * 100 >= total * 1000 * line,
            Seen::FullIn { days } => days <= FORECAST_DAYS[place].0,
            Seen::NotFull | Seen::Unsure { .. } => false,
            Seen::Key { rejected } => rejected,
            Seen::Age {
                taken_at,
                now,
                failed,
            } => failed >= 2 && (now - taken_at).abs() > DAY,
            Seen::PlanEnd { end, now } => match PLAN_DAYS.get(place) {
                Some(days) => end <= now || days_between(now, end) <= *days,
                None => end <= now,
            },
            Seen::Trials { trials, end, now } => {
                trials > 0 && end > now && days_between(now, end) <= TRIAL_DAYS[place]
            }
        }
    }

    fn is_well_below(&self, line: i64) -> bool {
        let place = usize::try_from(line - 1).unwrap();
        match self.seen {
            Seen::Used { used, total } => used * 100 < total * 1000 * (line - 5),
            Seen::FullIn { days } => days > FORECAST_DAYS[place].1,
            Seen::NotFull => true,
            Seen::Unsure { .. } | Seen::Age { .. } => false,
            Seen::Key { rejected } => !rejected,
            Seen::PlanEnd { end, now } => {
                let days = PLAN_DAYS.get(place).copied().unwrap_or(-1);
                end > now && days_between(now, end) > days + 2
            }
            Seen::Trials { trials, end, now } => {
                trials == 0 || (end > now && days_between(now, end) > TRIAL_DAYS[place] + 2)
            }
        }
    }

    /// Identifies the period: alerts start over in another one.
    fn period(&self) -> i64 {
        match self.seen {
            Seen::PlanEnd { end, .. } | Seen::Trials { end, .. } => end.div_euclid(DAY),
            Seen::Age { taken_at, .. } => taken_at,
            _ => 0,
        }
    }
}

fn days_between(now: i64, end: i64) -> i64 {
    end.div_euclid(DAY) - now.div_euclid(DAY)
}
