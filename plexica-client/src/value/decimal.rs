//! `numeric` as `rust_decimal::Decimal`, which holds less: 28 digits, no `NaN`, no infinity. Its own
//! decoding panics at a number that does not fit, and what is in a row is not the program's fault.

use std::error::Error;

use rust_decimal::Decimal;
use tokio_postgres::types::{FromSql, Type, accepts};

use super::{Numeric, Ordered, Scalar, Value};

type Raw<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// The header's sign, as PostgreSQL's `numeric.c` has it. Anything else is `NaN` or infinite.
const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;

const NOT_A_NUMBER: &str = "the column holds `NaN` or `Infinity`, which a decimal cannot be";

const TOO_WIDE: &str = "the column holds a number with more digits than the 28 that a decimal has; \
                        round it in the database (`@db.Decimal(28, 10)` keeps it from coming back), or \
                        keep such numbers in a `String`";

/// A `numeric`, as it crosses the wire: digits to the base 10,000, the first worth
/// 10,000 to the power of `weight`.
#[derive(Debug, Clone, Copy)]
pub struct PgNumeric<'a> {
    weight: i16,
    sign: u16,
    /// How many decimal digits are shown after the point.
    scale: u16,
    /// Two bytes a digit.
    digits: &'a [u8],
}

impl<'a> FromSql<'a> for PgNumeric<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Raw<Self> {
        let Some((header, digits)) = raw.split_first_chunk::<8>() else {
            return Err("a `numeric` without its header".into());
        };
        let field = |index: usize| [header[2 * index], header[2 * index + 1]];
        if digits.len() != 2 * usize::from(u16::from_be_bytes(field(0))) {
            return Err("a `numeric` with another number of digits than it says".into());
        }
        Ok(Self {
            weight: i16::from_be_bytes(field(1)),
            sign: u16::from_be_bytes(field(2)),
            scale: u16::from_be_bytes(field(3)),
            digits,
        })
    }

    accepts!(NUMERIC);
}

impl PgNumeric<'_> {
    /// The number, rounded to the digits that a decimal has.
    pub(super) fn rounded(self) -> Raw<Decimal> {
        if !matches!(self.sign, POSITIVE | NEGATIVE) {
            return Err(NOT_A_NUMBER.into());
        }
        Ok(self.to_text().parse().map_err(|_| TOO_WIDE)?)
    }

    fn digit(&self, index: i32) -> u16 {
        let bytes = usize::try_from(index)
            .ok()
            .and_then(|index| self.digits.get(2 * index..2 * index + 2));
        bytes.map_or(0, |bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    /// As PostgreSQL writes it.
    fn to_text(self) -> String {
        use std::fmt::Write as _;

        let mut text = String::with_capacity(self.digits.len() * 2 + 8);
        if self.sign == NEGATIVE {
            text.push('-');
        }
        let weight = i32::from(self.weight);
        text.push('0');
        for index in 0..=weight {
            // Writing into a `String` cannot fail.
            let _ = write!(text, "{:04}", self.digit(index));
        }
        let scale = usize::from(self.scale);
        if scale > 0 {
            text.push('.');
            let end = text.len() + scale;
            let mut index = weight + 1;
            while text.len() < end {
                let _ = write!(text, "{:04}", self.digit(index));
                index += 1;
            }
            text.truncate(end);
        }
        text
    }
}

impl Scalar for Decimal {
    type Raw<'a> = PgNumeric<'a>;

    fn from_raw(raw: PgNumeric<'_>) -> Raw<Self> {
        if !matches!(raw.sign, POSITIVE | NEGATIVE) {
            return Err(NOT_A_NUMBER.into());
        }
        let text = raw.to_text();
        // The zeros at the end of a `decimal(65, 30)` say nothing.
        let digits = if u32::from(raw.scale) > Decimal::MAX_SCALE {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            &text
        };
        // Exact: what does not fit is not rounded away.
        Ok(Decimal::from_str_exact(digits).map_err(|_| TOO_WIDE)?)
    }

    fn into_value(self) -> Value {
        Value::Numeric(self)
    }

    fn to_value(&self) -> Value {
        Value::Numeric(*self)
    }
}

impl Ordered for Decimal {}
impl Numeric for Decimal {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(weight: i16, sign: u16, scale: u16, digits: &[u16]) -> Raw<Decimal> {
        let count = u16::try_from(digits.len()).unwrap();
        let mut raw: Vec<u8> = Vec::new();
        for field in [count, weight.cast_unsigned(), sign, scale]
            .iter()
            .chain(digits)
        {
            raw.extend(field.to_be_bytes());
        }
        Decimal::from_raw(PgNumeric::from_sql(&Type::NUMERIC, &raw)?)
    }

    #[test]
    fn digits_stand_where_their_weight_says() {
        let text = |weight, sign, scale, digits: &[u16]| {
            read(weight, sign, scale, digits).unwrap().to_string()
        };
        assert_eq!(text(0, POSITIVE, 0, &[]), "0");
        assert_eq!(text(0, POSITIVE, 2, &[1, 5000]), "1.50");
        assert_eq!(text(-1, NEGATIVE, 2, &[100]), "-0.01");
        assert_eq!(text(-2, POSITIVE, 6, &[100]), "0.000001");
        assert_eq!(text(1, POSITIVE, 0, &[10]), "100000");
        assert_eq!(text(0, POSITIVE, 30, &[1, 1000]), "1.1");
        assert_eq!(text(2, POSITIVE, 30, &[7]), "700000000");
        let last = "1.0000000000000000000000000001";
        assert_eq!(text(0, POSITIVE, 30, &[1, 0, 0, 0, 0, 0, 0, 1]), last);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert!(read(8, POSITIVE, 0, &[100]).is_err());
        assert!(read(0, POSITIVE, 28, &[8, 0, 0, 0, 0, 0, 0, 1]).is_err());
        assert!(read(0, 0xC000, 0, &[]).is_err());
        assert!(read(i16::MAX, POSITIVE, u16::MAX, &[1]).is_err());
    }
}
