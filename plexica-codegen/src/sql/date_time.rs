/// A time of RFC 3339 as Prisma writes it into a `DEFAULT`: `2026-01-31 12:00:00.500 +00:00`.
/// Of the fraction there are three, six or nine digits, or none where it is zero.
pub(super) fn date_time(text: &str) -> Option<String> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let (time, offset) = time.split_at(time.find(['Z', 'z', '+', '-'])?);
    let offset = match offset {
        "Z" | "z" | "-00:00" => "+00:00",
        other => other,
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let nanoseconds = format!("{fraction:0<9.9}");
    let kept = nanoseconds.trim_end_matches('0').len().next_multiple_of(3);
    let point = if kept == 0 { "" } else { "." };
    Some(format!(
        "{date} {time}{point}{} {offset}",
        &nanoseconds[..kept]
    ))
}

#[cfg(test)]
mod tests {
    use super::date_time;

    #[test]
    fn a_time_is_written_with_its_offset() {
        for (text, expected) in [
            ("2026-01-31T12:00:00Z", "2026-01-31 12:00:00 +00:00"),
            ("2026-01-31t12:00:00.000z", "2026-01-31 12:00:00 +00:00"),
            (
                "2026-01-31 12:00:00.1-00:00",
                "2026-01-31 12:00:00.100 +00:00",
            ),
            (
                "2026-01-31T12:00:00.1234+02:00",
                "2026-01-31 12:00:00.123400 +02:00",
            ),
            (
                "2026-01-31T12:00:00.1234567891Z",
                "2026-01-31 12:00:00.123456789 +00:00",
            ),
        ] {
            assert_eq!(date_time(text).as_deref(), Some(expected));
        }
    }
}
