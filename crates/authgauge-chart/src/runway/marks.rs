/// Where each part of a line is, in days from today: the scene that the page and the picture draw. What is beyond the
/// axis is cut off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunwayMarks {
    /// Room is left until this day.
    pub room: Option<u32>,
    /// The forecast's 80 % range. Its end is None if it is beyond the forecast.
    pub range: Option<(u32, Option<u32>)>,
    /// The likely day.
    pub likely: Option<u32>,
    /// Nothing is left from this day until the next; None: no end is known.
    pub nothing: Option<(u32, Option<u32>)>,
    /// The reset.
    pub reset: Option<u32>,
    /// The plan's end.
    pub plan_end: Option<u32>,
}
