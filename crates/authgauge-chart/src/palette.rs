//! The colours of a chart: the same tokens as the window's style sheet.

use crate::drawing::ChartTheme;

/// Red, green, blue.
pub(super) type Colour = (u8, u8, u8);

/// What is drawn in which colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette {
    pub(super) panel: Colour,
    pub(super) ink: Colour,
    pub(super) muted: Colour,
    pub(super) line: Colour,
    pub(super) accent: Colour,
    pub(super) critical: Colour,
}

const LIGHT: Palette = Palette {
    panel: (0xff, 0xff, 0xff),
    ink: (0x14, 0x18, 0x1f),
    muted: (0x5d, 0x66, 0x75),
    line: (0xe0, 0xe4, 0xea),
    accent: (0x3b, 0x5b, 0xdb),
    critical: (0xb8, 0x27, 0x27),
};

const DARK: Palette = Palette {
    panel: (0x1b, 0x20, 0x29),
    ink: (0xe9, 0xed, 0xf3),
    muted: (0x97, 0xa1, 0xb1),
    line: (0x2a, 0x31, 0x3d),
    accent: (0x8d, 0xa2, 0xfb),
    critical: (0xff, 0x8a, 0x80),
};

impl Palette {
    pub(super) fn of(theme: ChartTheme) -> Self {
        match theme {
            ChartTheme::Light => LIGHT,
            ChartTheme::Dark => DARK,
        }
    }

    /// Of periods that are over. Opaque, or grid lines and neighbours would shine through.
    pub(super) fn past(&self) -> Colour {
        self.tinted(55)
    }

    /// Of long periods that others stand in front of.
    pub(super) fn behind(&self) -> Colour {
        self.tinted(14)
    }

    /// Between the least and the most of a day.
    pub(super) fn spread(&self) -> Colour {
        self.tinted(22)
    }

    /// Between what may be at least and at most.
    pub(super) fn ahead(&self) -> Colour {
        self.tinted(10)
    }

    /// Of the borders of what may be.
    pub(super) fn ahead_border(&self) -> Colour {
        self.tinted(34)
    }

    fn tinted(&self, percent: u16) -> Colour {
        let mix = |accent: u8, panel: u8| {
            let mixed = (u16::from(accent) * percent + u16::from(panel) * (100 - percent)) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let (accent, panel) = (self.accent, self.panel);
        (
            mix(accent.0, panel.0),
            mix(accent.1, panel.1),
            mix(accent.2, panel.2),
        )
    }
}
