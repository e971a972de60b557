//! What is in a PostgreSQL schema, a line for each thing, without the schema's name.

use tokio_postgres::Client;

/// Columns, constraints, indexes, enums, views, sequences and comments.
const QUERY: &str = r"
WITH scope AS (SELECT oid FROM pg_namespace WHERE nspname = $1),
relations AS (SELECT c.* FROM pg_class c JOIN scope ON c.relnamespace = scope.oid)
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    || CASE a.attidentity WHEN '' THEN '' ELSE ' identity ' || a.attidentity::text END
    || CASE a.attgenerated WHEN '' THEN '' ELSE ' generated' END
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
FROM relations c JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint ' || c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
FROM relations c JOIN pg_constraint k ON k.conrelid = c.oid
UNION ALL
SELECT 'index ' || pg_get_indexdef(c.oid) FROM relations c WHERE c.relkind = 'i'
UNION ALL
SELECT 'enum ' || t.typname || ' ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
FROM pg_type t JOIN scope ON t.typnamespace = scope.oid JOIN pg_enum e ON e.enumtypid = t.oid
GROUP BY t.typname
UNION ALL
SELECT 'view ' || c.relname || ' ' || pg_get_viewdef(c.oid) FROM relations c WHERE c.relkind = 'v'
UNION ALL
SELECT 'sequence ' || c.relname || ' ' || format_type(s.seqtypid, NULL) || ' ' || s.seqstart || ' '
    || s.seqincrement || ' ' || s.seqmin || ' ' || s.seqmax || ' ' || s.seqcache || ' of '
    || coalesce((SELECT o.relname || '.' || a.attname FROM pg_depend p
        JOIN pg_class o ON o.oid = p.refobjid
        JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = p.refobjsubid
        WHERE p.objid = c.oid AND p.deptype IN ('a', 'i') AND p.classid = 'pg_class'::regclass), 'nobody')
FROM relations c JOIN pg_sequence s ON s.seqrelid = c.oid
UNION ALL
SELECT 'comment ' || c.relname || '.' || d.objsubid::text || ' ' || d.description
FROM relations c JOIN pg_description d ON d.objoid = c.oid AND d.objsubid = 0
UNION ALL
SELECT 'comment ' || c.relname || '.' || a.attname || ' ' || d.description
FROM relations c JOIN pg_attribute a ON a.attrelid = c.oid
JOIN pg_description d ON d.objoid = c.oid AND d.objsubid = a.attnum AND a.attnum > 0
UNION ALL
SELECT 'comment ' || t.typname || ' ' || d.description
FROM pg_type t JOIN scope ON t.typnamespace = scope.oid JOIN pg_description d ON d.objoid = t.oid
";

pub(crate) async fn of(client: &Client, schema: &str) -> Vec<String> {
    let rows = client.query(QUERY, &[&schema]).await.unwrap();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| row.get::<_, String>(0).replace(&format!("{schema}."), ""))
        .collect();
    lines.sort();
    lines
}

/// The lines that only one of them has.
pub(crate) fn difference(one: &[String], other: &[String]) -> Vec<String> {
    let only = |sign: &str, these: &[String], those: &[String]| -> Vec<String> {
        let only = these.iter().filter(|line| !those.contains(line));
        only.map(|line| format!("{sign} {line}")).collect()
    };
    let mut lines = only("-", one, other);
    lines.extend(only("+", other, one));
    lines
}
