//! The charts' colours: those of the page's style sheet.

use crate::output::ChartTheme;

/// Red, green and blue.
pub(crate) type Colour = (u8, u8, u8);

/// A theme's colours, named as in the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    pub(crate) panel: Colour,
    pub(crate) ink: Colour,
    pub(crate) muted: Colour,
    pub(crate) line: Colour,
    pub(crate) accent: Colour,
    pub(crate) critical: Colour,
    pub(crate) critical_bar: Colour,
    pub(crate) near: Colour,
    pub(crate) near_bar: Colour,
    pub(crate) trial: Colour,
    pub(crate) ok: Colour,
}

const LIGHT: Palette = Palette {
    panel: (0xff, 0xff, 0xff),
    ink: (0x14, 0x18, 0x1f),
    muted: (0x5d, 0x66, 0x75),
    line: (0xe0, 0xe4, 0xea),
    accent: (0x3b, 0x5b, 0xdb),
    critical: (0xb8, 0x27, 0x27),
    critical_bar: (0xdc, 0x46, 0x46),
    near: (0x8f, 0x52, 0x00),
    near_bar: (0xe2, 0x9a, 0x2d),
    trial: (0x6b, 0x3f, 0xc4),
    ok: (0x22, 0x72, 0x4d),
};

const DARK: Palette = Palette {
    panel: (0x1b, 0x20, 0x29),
    ink: (0xe9, 0xed, 0xf3),
    muted: (0x97, 0xa1, 0xb1),
    line: (0x2a, 0x31, 0x3d),
    accent: (0x8d, 0xa2, 0xfb),
    critical: (0xff, 0x8a, 0x80),
    critical_bar: (0xd9, 0x53, 0x4f),
    near: (0xef, 0xb6, 0x5a),
    near_bar: (0xd4, 0x92, 0x2f),
    trial: (0xc3, 0xa8, 0xff),
    ok: (0x6c, 0xc7, 0x9b),
};

impl Palette {
    pub(crate) fn of(theme: ChartTheme) -> Self {
        match theme {
            ChartTheme::Light => LIGHT,
            ChartTheme::Dark => DARK,
        }
    }

    /// Bars of past periods.
    pub(crate) fn past(&self) -> Colour {
        self.tint(55)
    }

    /// The part of a past period's bar above its total.
    pub(crate) fn over(&self) -> Colour {
        self.mixed(self.critical, 50)
    }

    /// The hatching of days on which nothing is left.
    pub(crate) fn dry(&self) -> Colour {
        self.mixed(self.critical, 32)
    }

    /// What is expected of the running period.
    pub(crate) fn estimate(&self) -> Colour {
        self.tint(18)
    }

    /// Bars with a shorter one in front.
    pub(crate) fn behind(&self) -> Colour {
        self.tint(14)
    }

    /// The daily range.
    pub(crate) fn spread(&self) -> Colour {
        self.tint(22)
    }

    /// The forecast's band.
    pub(crate) fn band(&self) -> Colour {
        self.tint(10)
    }

    /// The edges of the forecast's band.
    pub(crate) fn band_edge(&self) -> Colour {
        self.tint(34)
    }

    fn tint(&self, percent: u16) -> Colour {
        self.mixed(self.accent, percent)
    }

    /// A colour mixed with the panel. Opaque, so that grid lines do not show through.
    pub(crate) fn mixed(&self, colour: Colour, percent: u16) -> Colour {
        let mix = |one: u8, panel: u8| {
            let mixed = (u16::from(one) * percent + u16::from(panel) * (100 - percent)) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let panel = self.panel;
        (
            mix(colour.0, panel.0),
            mix(colour.1, panel.1),
            mix(colour.2, panel.2),
        )
    }
}
