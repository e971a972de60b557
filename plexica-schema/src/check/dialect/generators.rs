use crate::{
    ast::{Block, Expression, File, Line, Value},
    check::expect,
    diagnostics::{Diagnostic, Sink, did_you_mean},
};

/// Preview features that Prisma 7 has for PostgreSQL.
const FEATURES: [&str; 10] = [
    "fullTextSearchPostgres",
    "nativeDistinct",
    "partialIndexes",
    "postgresqlExtensions",
    "relationJoins",
    "schemaEngineDriverAdapters",
    "shardKeys",
    "strictUndefinedChecks",
    "typedSql",
    "views",
];

/// Those of earlier versions, which it still takes.
const OLD_FEATURES: [&str; 43] = [
    "aggregateApi",
    "atomicNumberOperations",
    "clientExtensions",
    "cockroachDb",
    "cockroachdb",
    "connectOrCreate",
    "createMany",
    "dataProxy",
    "deno",
    "distinct",
    "driverAdapters",
    "extendedIndexes",
    "extendedWhereUnique",
    "fieldReference",
    "filterJson",
    "filteredRelationCount",
    "fullTextIndex",
    "fullTextSearch",
    "groupBy",
    "improvedQueryRaw",
    "interactiveTransactions",
    "jsonProtocol",
    "microsoftSqlServer",
    "middlewares",
    "mongoDb",
    "mongodb",
    "multiSchema",
    "nApi",
    "namedConstraints",
    "nativeTypes",
    "omitApi",
    "orderByAggregateGroup",
    "orderByNulls",
    "orderByRelation",
    "prismaSchemaFolder",
    "queryCompiler",
    "reactNative",
    "referentialActions",
    "referentialIntegrity",
    "selectRelationCount",
    "tracing",
    "transactionApi",
    "uncheckedScalarInputs",
];

/// Those that it refuses since it has dropped them. Schemas keep naming them.
const DROPPED_FEATURES: [&str; 2] = ["metrics", "insensitiveFilters"];

/// Reports what Prisma requires of its generators; Plexica leaves them alone.
pub(super) fn check(file: &File, sink: &mut Sink) {
    let generators = file.blocks.iter().filter(|b| b.keyword.text == "generator");
    for block in generators {
        match setting(block, "provider") {
            Some(value) => text(value, sink),
            None if block.lines.iter().any(|l| matches!(l, Line::Unknown(_))) => {}
            None => sink.push(
                Diagnostic::error(
                    "plx::dialect::generator_provider",
                    "Prisma's `generator` blocks have a `provider`",
                )
                .at(block.header(), "`provider` is missing")
                .help("write `provider = \"prisma-client\"`, or another generator's name"),
            ),
        }
        for name in ["engineType", "output"] {
            if let Some(value) = setting(block, name) {
                text(value, sink);
            }
        }
        let targets = setting(block, "binaryTargets").map(expect::list);
        for target in targets.into_iter().flatten() {
            text(target, sink);
        }
        let features = setting(block, "previewFeatures").map(expect::list);
        for feature in features.into_iter().flatten() {
            check_feature(feature, sink);
        }
    }
}

/// A string, or `env(…)`, which stands for one.
fn text(value: &Expression, sink: &mut Sink) {
    if !matches!(&value.value, Value::Function(function) if function.name.text == "env") {
        expect::string(value, sink);
    }
}

fn setting<'a>(block: &'a Block, name: &str) -> Option<&'a Expression> {
    block.lines.iter().find_map(|line| match line {
        Line::Property(property) if property.name.text == name => Some(&property.value),
        _ => None,
    })
}

fn check_feature(value: &Expression, sink: &mut Sink) {
    let Value::String(name) = &value.value else {
        expect::string(value, sink);
        return;
    };
    let name = name.as_str();
    if FEATURES.contains(&name) || OLD_FEATURES.contains(&name) {
        return;
    }
    let report = if DROPPED_FEATURES.contains(&name) {
        Diagnostic::warning
    } else {
        Diagnostic::error
    };
    sink.push(
        report(
            "plx::dialect::preview_feature",
            format!("Prisma has no preview feature `{name}`"),
        )
        .at(value.span, "unknown preview feature")
        .help(did_you_mean(name, FEATURES, || {
            format!("its preview features are {}", FEATURES.join(", "))
        })),
    );
}
