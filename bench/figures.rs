//! Measurements: every round's value, reported as median with minimum and maximum.

use std::collections::BTreeMap;
use std::fmt;

/// Values by number of entries, measurement, and page.
#[derive(Default)]
pub struct Figures(BTreeMap<(u64, String, &'static str), Vec<f64>>);

impl Figures {
    /// Adds a round's value.
    pub fn note(&mut self, size: u64, what: &str, who: &'static str, value: f64) {
        self.0.entry((size, what.to_owned(), who)).or_default().push(value);
    }

    /// All rounds; `None` if not measured.
    pub fn of(&self, size: u64, what: &str, who: &'static str) -> Option<Spread> {
        self.0.get(&(size, what.to_owned(), who)).map(|values| Spread::of(values))
    }

    /// The ratio of two pages' medians.
    pub fn ratio(&self, size: u64, what: &str, who: &'static str, other: &'static str) -> f64 {
        self.median(size, what, who) / self.median(size, what, other)
    }

    /// The median, or NaN if not measured.
    pub fn median(&self, size: u64, what: &str, who: &'static str) -> f64 {
        self.of(size, what, who).map_or(f64::NAN, |spread| spread.median)
    }
}

/// The median, minimum, and maximum.
#[derive(Clone, Copy)]
pub struct Spread {
    pub median: f64,
    pub least: f64,
    pub most: f64,
}

impl Spread {
    pub fn of(values: &[f64]) -> Self {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        let (least, most) = (values[0], values[values.len() - 1]);
        Self { median: values[values.len() / 2], least, most }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, least, most } = *self;
        write!(f, "{} ({}–{})", number(median), number(least), number(most))
    }
}

/// With significant digits only.
pub fn number(value: f64) -> String {
    match value {
        value if value.abs() < 10.0 => format!("{value:.1}"),
        value => format!("{value:.0}"),
    }
}
