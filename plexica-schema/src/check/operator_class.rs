//! The operator classes that an index column can name (`ops: JsonbPathOps`).
//!
//! Prisma's names for those of PostgreSQL (`OperatorClass` in its `psl`; PostgreSQL manual, section
//! 11.10 and the chapters on GiST, SP-GiST, GIN and BRIN). Any other one is written as SQL:
//! `ops: raw("gin_trgm_ops")`.

use crate::{
    Span,
    ast::{Expression, Function, Value},
    check::{arguments::Arguments, expect, sql_text},
    diagnostics::{Diagnostic, Sink, did_you_mean},
    schema::{
        IndexAlgorithm::{self, *},
        NativeType::{self, *},
    },
};

/// What a column's `ops` argument says.
#[derive(Debug, Clone)]
pub(super) enum OperatorClass {
    Named(&'static Class),
    /// SQL, as written.
    Raw(String),
}

/// An operator class that has a name in the language.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) name: &'static str,
    sql: &'static str,
    is_for: fn(IndexAlgorithm) -> bool,
    fits: Fits,
}

/// The columns that a class is for.
#[derive(Debug)]
enum Fits {
    Lists,
    Type(fn(NativeType) -> bool),
}

const fn class(
    name: &'static str,
    sql: &'static str,
    is_for: fn(IndexAlgorithm) -> bool,
    fits: Fits,
) -> Class {
    Class {
        name,
        sql,
        is_for,
        fits,
    }
}

#[rustfmt::skip]
static CLASSES: &[Class] = &[
    class("ArrayOps", "array_ops", |method| matches!(method, Gin), Fits::Lists),
    class("JsonbOps", "jsonb_ops", |method| matches!(method, Gin), Fits::Type(|r#type| matches!(r#type, JsonB))),
    class("JsonbPathOps", "jsonb_path_ops", |method| matches!(method, Gin), Fits::Type(|r#type| matches!(r#type, JsonB))),
    class("InetOps", "inet_ops", |method| matches!(method, Gist | SpGist), Fits::Type(|r#type| matches!(r#type, Inet))),
    class("TextOps", "text_ops", |method| matches!(method, SpGist), Fits::Type(|r#type| matches!(r#type, Text | VarChar(_)))),
    class("BitMinMaxOps", "bit_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Bit(_)))),
    class("VarBitMinMaxOps", "varbit_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, VarBit(_)))),
    class("BpcharBloomOps", "bpchar_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Char(_)))),
    class("BpcharMinMaxOps", "bpchar_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Char(_)))),
    class("ByteaBloomOps", "bytea_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, ByteA))),
    class("ByteaMinMaxOps", "bytea_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, ByteA))),
    class("DateBloomOps", "date_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Date))),
    class("DateMinMaxOps", "date_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Date))),
    class("DateMinMaxMultiOps", "date_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Date))),
    class("Float4BloomOps", "float4_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Real))),
    class("Float4MinMaxOps", "float4_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Real))),
    class("Float4MinMaxMultiOps", "float4_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Real))),
    class("Float8BloomOps", "float8_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, DoublePrecision))),
    class("Float8MinMaxOps", "float8_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, DoublePrecision))),
    class("Float8MinMaxMultiOps", "float8_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, DoublePrecision))),
    class("InetBloomOps", "inet_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Inet))),
    class("InetInclusionOps", "inet_inclusion_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Inet))),
    class("InetMinMaxOps", "inet_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Inet))),
    class("InetMinMaxMultiOps", "inet_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Inet))),
    class("Int2BloomOps", "int2_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, SmallInt))),
    class("Int2MinMaxOps", "int2_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, SmallInt))),
    class("Int2MinMaxMultiOps", "int2_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, SmallInt))),
    class("Int4BloomOps", "int4_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Integer))),
    class("Int4MinMaxOps", "int4_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Integer))),
    class("Int4MinMaxMultiOps", "int4_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Integer))),
    class("Int8BloomOps", "int8_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, BigInt))),
    class("Int8MinMaxOps", "int8_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, BigInt))),
    class("Int8MinMaxMultiOps", "int8_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, BigInt))),
    class("NumericBloomOps", "numeric_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Decimal(_)))),
    class("NumericMinMaxOps", "numeric_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Decimal(_)))),
    class("NumericMinMaxMultiOps", "numeric_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Decimal(_)))),
    class("OidBloomOps", "oid_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Oid))),
    class("OidMinMaxOps", "oid_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Oid))),
    class("OidMinMaxMultiOps", "oid_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Oid))),
    class("TextBloomOps", "text_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Text | VarChar(_)))),
    class("TextMinMaxOps", "text_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Text | VarChar(_)))),
    class("TimestampBloomOps", "timestamp_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timestamp(_)))),
    class("TimestampMinMaxOps", "timestamp_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timestamp(_)))),
    class("TimestampMinMaxMultiOps", "timestamp_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timestamp(_)))),
    class("TimestampTzBloomOps", "timestamptz_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timestamptz(_)))),
    class("TimestampTzMinMaxOps", "timestamptz_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timestamptz(_)))),
    class("TimestampTzMinMaxMultiOps", "timestamptz_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timestamptz(_)))),
    class("TimeBloomOps", "time_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Time(_)))),
    class("TimeMinMaxOps", "time_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Time(_)))),
    class("TimeMinMaxMultiOps", "time_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Time(_)))),
    class("TimeTzBloomOps", "timetz_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timetz(_)))),
    class("TimeTzMinMaxOps", "timetz_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timetz(_)))),
    class("TimeTzMinMaxMultiOps", "timetz_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Timetz(_)))),
    class("UuidBloomOps", "uuid_bloom_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Uuid))),
    class("UuidMinMaxOps", "uuid_minmax_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Uuid))),
    class("UuidMinMaxMultiOps", "uuid_minmax_multi_ops", |method| matches!(method, Brin), Fits::Type(|r#type| matches!(r#type, Uuid))),
];

impl OperatorClass {
    /// The class as it stands in `CREATE INDEX`.
    pub(super) fn into_sql(self) -> String {
        match self {
            Self::Named(class) => class.sql.to_owned(),
            Self::Raw(sql) => sql,
        }
    }
}

impl Class {
    /// Whether indexes of this access method know it.
    pub(super) fn is_for(&self, method: IndexAlgorithm) -> bool {
        (self.is_for)(method)
    }

    /// Whether it is for columns of this type; an enum has none.
    pub(super) fn fits(&self, r#type: Option<NativeType>, is_list: bool) -> bool {
        match self.fits {
            // Elements are compared, and JSON without its binary form cannot be.
            Fits::Lists => is_list && r#type != Some(NativeType::Json),
            Fits::Type(fits) => !is_list && r#type.is_some_and(fits),
        }
    }

    /// The access methods that know it, for a message.
    pub(super) fn methods(&self) -> String {
        let all = [BTree, Hash, Gist, Gin, SpGist, Brin];
        let names = all.into_iter().filter(|method| self.is_for(*method));
        let names: Vec<_> = names.map(|method| format!("`{method:?}`")).collect();
        names.join(" or ")
    }
}

/// Reads the value of `ops`.
pub(super) fn read(value: &Expression, sink: &mut Sink) -> Option<(OperatorClass, Span)> {
    let class = match &value.value {
        Value::Function(function) if function.name.text == "raw" => raw(function, sink)?,
        _ => {
            let name = expect::word(value, sink)?;
            let Some(class) = CLASSES.iter().find(|class| class.name == name) else {
                sink.push(
                    Diagnostic::error(
                        "plx::index::unknown_operator_class",
                        format!("`{name}` is not an operator class that has a name here"),
                    )
                    .at(value.span, "unknown operator class")
                    .help(did_you_mean(
                        name,
                        CLASSES.iter().map(|class| class.name),
                        || {
                            "write one that PostgreSQL has as `ops: raw(\"gin_trgm_ops\")`"
                                .to_owned()
                        },
                    )),
                );
                return None;
            };
            OperatorClass::Named(class)
        }
    };
    Some((class, value.span))
}

fn raw(function: &Function, sink: &mut Sink) -> Option<OperatorClass> {
    let mut arguments = Arguments::of_function(function);
    let sql = arguments.take_unnamed();
    arguments.finish(sink);
    let example = "raw(\"gin_trgm_ops\")";
    let Some(sql) = sql else {
        let span = function.arguments.span;
        sink.push(expect::missing("`raw()`", span, "name", example));
        return None;
    };
    let name = expect::string(sql, sink)?;
    // What stands behind the name sets the class up: `gist_trgm_ops(siglen = 32)`.
    let (class, parameters) = match name.strip_suffix(')').and_then(|text| text.split_once('(')) {
        Some((class, parameters)) => (class.trim_end(), parameters),
        None => (name, ""),
    };
    if class.split('.').all(is_identifier) {
        return sql_text::check(parameters, sql.span, sink)
            .then(|| OperatorClass::Raw(name.to_owned()));
    }
    sink.push(
        Diagnostic::error(
            "plx::index::raw_operator_class",
            "an operator class is a name, perhaps with its schema before it",
        )
        .at(sql.span, "not a name")
        .help(format!(
            "write `{example}`, or `raw(\"public.gin_trgm_ops\")`"
        )),
    );
    None
}

/// An identifier of PostgreSQL's that needs no quotes.
fn is_identifier(part: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && part.chars().all(fits)
}
