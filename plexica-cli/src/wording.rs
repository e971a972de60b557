/// `1 tenant`, `2 tenants`.
pub(crate) fn counted<N: TryInto<u64>>(count: N, noun: &str) -> String {
    // No count of this program is larger.
    let count: u64 = count.try_into().unwrap_or(u64::MAX);
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
