/// What a new row gets in a column where nothing is given, checked against the column's type.
#[derive(Debug, Clone, PartialEq)]
pub enum DefaultValue {
    /// A string; for `Json` the JSON text, for `Bytes` base64, for `DateTime` RFC 3339.
    String(String),
    /// A whole number, for `Int`, `BigInt`, `Float` or `Decimal`, as written.
    Integer(String),
    /// A number with a fraction, for `Float` or `Decimal`, as written.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A value of the column's enum: the value's name.
    EnumValue(String),
    /// A list column's values.
    List(Vec<DefaultValue>),
    /// `now()`: the time at the start of the transaction, by the database.
    Now,
    /// `autoincrement()`: the next number, by the database.
    Autoincrement,
    /// `sequence(…)`: the next number of a sequence with these options, by the database.
    Sequence(SequenceOptions),
    /// `uuid()` or `uuid(7)`, made by the client.
    Uuid(UuidVersion),
    /// `cuid()` or `cuid(2)`, made by the client.
    Cuid(u8),
    /// `ulid()`, made by the client.
    Ulid,
    /// `nanoid()` with its length, made by the client.
    Nanoid(u8),
    /// `dbgenerated("…")`: an SQL expression; `None` where only the database knows it.
    DatabaseGenerated(Option<String>),
}

/// How the numbers of `sequence()` follow each other. What is not given is PostgreSQL's choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct SequenceOptions {
    /// The first number.
    pub start: Option<i64>,
    /// The distance from one to the next; negative to count down.
    pub increment: Option<i64>,
    /// The lowest number.
    pub min: Option<i64>,
    /// The highest number.
    pub max: Option<i64>,
    /// How many numbers a connection takes at once.
    pub cache: Option<i64>,
}

/// Which kind of UUID `uuid()` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UuidVersion {
    /// Random.
    V4,
    /// Ordered by time.
    V7,
}
