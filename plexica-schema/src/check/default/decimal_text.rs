//! Decimal numbers as they are written out.

/// Beyond what anyone writes; an exponent says how many digits are written out.
const MAX_EXPONENT: i32 = 1000;

/// The number without an exponent, zeros before it, or the sign of zero: `"01.5e3"` is `1500`.
/// Prisma takes what its `BigDecimal` reads; here digits are not grouped by `_`.
pub(super) fn plain(text: &str) -> Option<String> {
    let (is_negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || !(-MAX_EXPONENT..=MAX_EXPONENT).contains(&exponent) {
        return None;
    }
    // How many digits stand behind the point.
    let scale = i32::try_from(fraction.len()).ok()? - exponent;
    let (whole, fraction) = match usize::try_from(scale) {
        Ok(scale) => {
            let digits = format!("{digits:0>width$}", width = scale + 1);
            let at = digits.len() - scale;
            (digits[..at].to_owned(), digits[at..].to_owned())
        }
        Err(_) => {
            let zeros = "0".repeat(usize::try_from(-scale).ok()?);
            (digits + &zeros, String::new())
        }
    };
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    let is_zero = [whole, &fraction]
        .iter()
        .all(|part| part.bytes().all(|byte| byte == b'0'));
    let sign = if is_negative && !is_zero { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn an_exponent_is_written_out() {
        for (text, expected) in [
            ("1", "1"),
            ("-1.50", "-1.50"),
            ("+1", "1"),
            (".5", "0.5"),
            ("1.", "1"),
            ("1e3", "1000"),
            ("1.5E+1", "15"),
            ("-1.25e-3", "-0.00125"),
            ("007", "7"),
            ("000", "0"),
            ("-0.0", "0.0"),
            ("0001.500", "1.500"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", ".", "-", "e3", "1e", "1e1001", "1_000", "NaN", " 1", "1.2.3", "1e3.5",
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
