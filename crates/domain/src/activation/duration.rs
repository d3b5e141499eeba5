//! For how long a role is activated.

use std::fmt;
use std::time::Duration;

/// The shortest activation, in minutes: a shorter one is refused, and none can be ended earlier.
const SHORTEST: u32 = 5;

/// The longest that a role's settings can allow for an activation, in minutes.
///
/// <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-change-default-settings>
const LONGEST: u32 = 24 * 60;

/// The longest that is offered where the settings can't be read, in minutes: their default.
const DEFAULT_LONGEST: u32 = 8 * 60;

/// What is offered, in minutes.
const OFFERED: [u32; 7] = [30, 60, 120, 240, 480, 720, LONGEST];

/// What is chosen at first, in minutes.
const CHOSEN_FIRST: u32 = 60;

/// For how long a role is activated, in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleDuration(u32);

impl RoleDuration {
    /// A duration of so many minutes; `None` where no settings could allow it.
    pub fn of_minutes(minutes: u32) -> Option<Self> {
        (SHORTEST..=LONGEST).contains(&minutes).then_some(Self(minutes))
    }

    /// The minutes.
    pub fn minutes(self) -> u32 {
        self.0
    }

    /// The same as a span of time.
    pub fn span(self) -> Duration {
        Duration::from_secs(u64::from(self.0) * 60)
    }

    /// The longest whole minutes within a span; `None` where that is too short to activate anything.
    pub fn within(span: Duration) -> Option<Self> {
        let minutes = u32::try_from(span.as_secs() / 60).unwrap_or(u32::MAX);
        Self::of_minutes(minutes.min(LONGEST))
    }

    /// Reads an ISO 8601 duration as role settings contain it: `PT8H`, `PT30M`, `P1D`. One that is longer than any
    /// activation counts as the longest.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('P')?;
        let (days, time) = text.split_once('T').unwrap_or((text, ""));
        let mut minutes: u32 = 0;
        for (mut part, units) in [(days, &[('D', 1_440)][..]), (time, &[('H', 60), ('M', 1)][..])] {
            for (letter, length) in units {
                if let Some((number, rest)) = part.split_once(*letter) {
                    minutes = minutes.saturating_add(number.parse::<u32>().ok()?.saturating_mul(*length));
                    part = rest;
                }
            }
            part.is_empty().then_some(())?;
        }
        Self::of_minutes(minutes.min(LONGEST))
    }

    /// What the user can choose, ascending, where nothing longer than `longest` is allowed; without it, what the settings
    /// allow at first.
    pub fn choices(longest: Option<Self>) -> Vec<Self> {
        let longest = longest.unwrap_or(Self(DEFAULT_LONGEST));
        let shorter = OFFERED.into_iter().map(Self).filter(|it| *it < longest);
        shorter.chain([longest]).collect()
    }

    /// What is chosen at first: no longer than needed for one task.
    pub fn first_choice(longest: Option<Self>) -> Self {
        longest.map_or(Self(CHOSEN_FIRST), |longest| longest.min(Self(CHOSEN_FIRST)))
    }
}

/// As the service takes it: `PT1H30M`.
impl fmt::Display for RoleDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes) = (self.0 / 60, self.0 % 60);
        f.write_str("PT")?;
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_they_were_read() {
        for text in ["PT8H", "PT30M", "PT1H30M", "PT24H"] {
            assert_eq!(RoleDuration::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(RoleDuration::parse("P1D"), RoleDuration::of_minutes(1_440));
        assert_eq!(RoleDuration::parse("P365D"), RoleDuration::of_minutes(1_440), "longer than any activation");
        assert_eq!(RoleDuration::parse("PT480M").unwrap().to_string(), "PT8H");
        for text in ["", "P", "PT", "8H", "PT8", "PT-8H", "PT1M", "PT8X"] {
            assert_eq!(RoleDuration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_longer_than_allowed_is_offered() {
        let minutes = |longest: Option<&str>| {
            let choices = RoleDuration::choices(longest.map(|text| RoleDuration::parse(text).unwrap()));
            choices.iter().map(|it| it.minutes()).collect::<Vec<_>>()
        };
        assert_eq!(minutes(Some("PT2H")), [30, 60, 120]);
        assert_eq!(minutes(Some("PT3H")), [30, 60, 120, 180]);
        assert_eq!(minutes(Some("PT10M")), [10]);
        assert_eq!(minutes(None), [30, 60, 120, 240, 480]);
        assert_eq!(RoleDuration::first_choice(RoleDuration::parse("PT30M")).minutes(), 30);
        assert_eq!(RoleDuration::first_choice(None).minutes(), 60);
    }

    #[test]
    fn an_eligibility_that_ends_soon_limits_the_duration() {
        assert_eq!(RoleDuration::within(Duration::from_secs(45 * 60 + 59)), RoleDuration::of_minutes(45));
        assert_eq!(RoleDuration::within(Duration::from_secs(4 * 60)), None);
        assert_eq!(RoleDuration::within(Duration::from_secs(90 * 86_400)), RoleDuration::of_minutes(1_440));
    }
}
