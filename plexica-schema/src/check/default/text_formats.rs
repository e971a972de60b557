use std::net::Ipv6Addr;

use crate::{
    check::draft::ScalarFieldDraft,
    schema::{FieldType, NativeType, ScalarType},
};

/// What is wrong with a string as the default of a column, and what to write.
pub(super) fn problem(field: &ScalarFieldDraft<'_>, text: &str) -> Option<(String, String)> {
    match field.r#type {
        FieldType::Scalar(ScalarType::Json) => json(text),
        FieldType::Scalar(ScalarType::Bytes) => (!is_base64(text)).then(|| {
            let help = "write the bytes in base64, such as `\"SGVsbG8=\"`";
            ("this is not base64".to_owned(), help.to_owned())
        }),
        FieldType::Scalar(ScalarType::DateTime) => date_time(field, text),
        _ => string(field, text),
    }
}

fn date_time(field: &ScalarFieldDraft<'_>, text: &str) -> Option<(String, String)> {
    if !is_rfc3339(text) {
        return Some((
            "this is not a time in the form of RFC 3339".to_owned(),
            "write a time such as `\"2026-01-31T12:00:00Z\"`".to_owned(),
        ));
    }
    match field.column_type()? {
        NativeType::Time(_) => Some((
            "PostgreSQL does not take a date for a column of times".to_owned(),
            "write `@default(dbgenerated(\"'12:00'\"))`".to_owned(),
        )),
        // PostgreSQL drops the offset without a word, and the time becomes another.
        NativeType::Timestamp(_) | NativeType::Date if !text.ends_with(['Z', 'z']) => Some((
            "this column keeps no offset: the time would become another".to_owned(),
            "write the time in UTC, with a `Z` at its end".to_owned(),
        )),
        _ => None,
    }
}

fn string(field: &ScalarFieldDraft<'_>, text: &str) -> Option<(String, String)> {
    let length = text.chars().count();
    match field.column_type()? {
        NativeType::VarChar(Some(max)) | NativeType::Char(Some(max)) if length > max as usize => {
            Some((
                format!("this text has {length} characters, and the column takes {max}"),
                format!("write at most {max} characters, or make the column longer"),
            ))
        }
        NativeType::Uuid if !is_uuid(text) => Some((
            "this is not a UUID".to_owned(),
            "write `@default(uuid())`, or a UUID such as \
             `\"6f9619ff-8b86-4011-b42d-00cf4fc964ff\"`"
                .to_owned(),
        )),
        NativeType::Inet if !is_address(text) => Some((
            "this is not an address".to_owned(),
            "write one such as `\"192.168.1.0/24\"` or `\"::1\"`".to_owned(),
        )),
        NativeType::Bit(_) | NativeType::VarBit(_)
            if !text.bytes().all(|byte| matches!(byte, b'0' | b'1')) =>
        {
            let help = "write zeros and ones, such as `\"0101\"`";
            Some(("this is not a string of bits".to_owned(), help.to_owned()))
        }
        _ => None,
    }
}

fn json(text: &str) -> Option<(String, String)> {
    let error = serde_json::from_str::<serde_json::Value>(text).err()?;
    Some((
        format!("this is not JSON: {error}"),
        "write JSON in quotes, with `\\\"` for the quotes in it: `\"{ \\\"a\\\": 1 }\"`".to_owned(),
    ))
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// An address, perhaps with the length of its network; then an IPv4 one may be cut: `10/8`.
fn is_address(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let parts = address.split('.').count();
    let fits = parts == 4 || length.is_some() && parts < 4;
    let is_v4 = fits && address.split('.').all(is_octet);
    let max = if is_v4 { 32 } else { 128 };
    let is_length = |text: &str| text.parse::<u8>().is_ok_and(|length| length <= max);
    (is_v4 || address.parse::<Ipv6Addr>().is_ok()) && length.is_none_or(is_length)
}

fn is_octet(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok()
}

/// Base64 with padding, RFC 4648 section 4. Bits of the last digit that stand for nothing are zero.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let ends_in_zeros = match padding {
        0 => true,
        1 => digits.ends_with(|c| "AEIMQUYcgkosw048".contains(c)),
        _ => digits.ends_with(|c| "AQgw".contains(c)),
    };
    text.len().is_multiple_of(4)
        && padding <= 2
        && ends_in_zeros
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

/// `2026-01-31T12:00:00.123+02:00`, a day that there is; PostgreSQL has no year 0.
fn is_rfc3339(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    let Some(at) = time.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (time, offset) = time.split_at(at);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_offset = match offset.split_at(1) {
        ("Z" | "z", rest) => rest.is_empty(),
        (_, rest) => numbers(rest, ':', &[(2, 0, 23), (2, 0, 59)]),
    };
    is_offset
        && numbers(date, '-', &[(4, 1, 9999), (2, 1, 12), (2, 1, 31)])
        && is_day(date)
        && numbers(time, ':', &[(2, 0, 23), (2, 0, 59), (2, 0, 60)])
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the month of a date in the right form has that many days.
fn is_day(date: &str) -> bool {
    let number = |from: usize, to: usize| date.get(from..to).and_then(|part| part.parse().ok());
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return false;
    };
    let is_leap = |year: u32| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let days = match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    day <= days
}

/// Whether the text is numbers of these lengths and ranges between separators.
fn numbers(text: &str, separator: char, parts: &[(usize, u32, u32)]) -> bool {
    let mut found = text.split(separator);
    let fits = parts.iter().all(|&(length, min, max)| {
        found.next().is_some_and(|part| {
            part.len() == length
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part
                    .parse()
                    .is_ok_and(|number| (min..=max).contains(&number))
        })
    });
    fits && found.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_one_of_rfc_3339() {
        for text in [
            "2026-01-31T12:00:00Z",
            "2000-02-29T12:00:00Z",
            "2026-01-31T12:00:00.123456+02:00",
            "2026-01-31 12:00:00-05:30",
        ] {
            assert!(is_rfc3339(text), "{text}");
        }
        for text in [
            "",
            "2026-01-31",
            "2026-13-31T12:00:00Z",
            "2026-02-29T12:00:00Z",
            "0000-01-01T00:00:00Z",
            "1900-02-29T12:00:00Z",
            "2026-04-31T12:00:00Z",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00Z",
            "T+",
        ] {
            assert!(!is_rfc3339(text), "{text}");
        }
    }

    #[test]
    fn an_address_may_have_the_length_of_its_network() {
        assert!(
            ["10.0.0.1", "10/8", "::1", "fe80::/10"]
                .into_iter()
                .all(is_address)
        );
        assert!(
            !["x", "10.0.0.0/33", "10.1", "::/129", "::1/"]
                .into_iter()
                .any(is_address)
        );
    }

    #[test]
    fn base64_has_its_padding() {
        assert!(is_base64("") && is_base64("SGVsbG8=") && is_base64("+/+/"));
        assert!(is_base64("aGk=") && !is_base64("aGl=") && !is_base64("YR=="));
        assert!(!is_base64("SGVsbG8") && !is_base64("====") && !is_base64("SGV%"));
    }
}
