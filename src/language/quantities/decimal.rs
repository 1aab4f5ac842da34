//! Exact decimal numbers, so that 2.6 million is 2600000 and not 2600000.0000000001.

/// `mantissa` / 10^`places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: u128,
    places: u32,
}

impl Decimal {
    pub(super) const fn whole(value: u64) -> Self {
        Self { mantissa: value as u128, places: 0 }
    }

    /// `1,500`, `2.6`, `36940`; `None` beyond 27 digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let places = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        (digits.len() <= 27).then_some(())?;
        Some(Self { mantissa: digits.parse().ok()?, places: u32::try_from(places).ok()? })
    }

    /// Times 10^`power`; `None` when it grows beyond what a note can mean.
    pub(super) fn times_ten_to(self, power: u32) -> Option<Self> {
        let cancelled = power.min(self.places);
        let mantissa = self.mantissa.checked_mul(10u128.checked_pow(power - cancelled)?)?;
        Some(Self { mantissa, places: self.places - cancelled })
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let raised = |d: Self| d.mantissa.checked_mul(10u128.checked_pow(places - d.places)?);
        Some(Self { mantissa: raised(self)?.checked_add(raised(other)?)?, places })
    }

    /// A fraction, to three places.
    pub(super) fn fraction(numerator: u64, denominator: u64) -> Option<Self> {
        let thousandths = u128::from(numerator).checked_mul(1000)?.checked_add(u128::from(denominator) / 2)?;
        Some(Self { mantissa: thousandths.checked_div(u128::from(denominator))?, places: 3 })
    }

    pub(super) fn less_than(self, other: Self) -> bool {
        let places = self.places.max(other.places);
        let raised = |d: Self| d.mantissa.saturating_mul(10u128.saturating_pow(places - d.places));
        raised(self) < raised(other)
    }

    /// As a plain decimal without needless zeros.
    pub(super) fn text(self) -> String {
        let digits = format!("{:0width$}", self.mantissa, width = self.places as usize + 1);
        let (whole, decimals) = digits.split_at(digits.len() - self.places as usize);
        let decimals = decimals.trim_end_matches('0');
        if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") }
    }
}
