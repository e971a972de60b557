//! Steps as SQL.

use plexica_codegen::sql::{Column, ColumnDefault, ObjectName, Statement, comment_on, ddl};
use plexica_schema::schema::SequenceOptions;

use super::{Step, TableChange};

/// The text of an `.sql` file. What is dangerous stands over its step, as a comment.
pub(super) fn script(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        let statements = step.statements();
        let hazards = step.hazards();
        let is_tall = !hazards.is_empty() || statements.iter().any(|sql| sql.contains('\n'));
        if !text.is_empty() && is_tall {
            text.push('\n');
        }
        for hazard in &hazards {
            text.push_str(&format!("-- {}: {}.\n", hazard.kind, hazard.message));
        }
        for statement in statements {
            text.push_str(&statement);
            text.push_str(";\n");
        }
        if is_tall {
            text.push('\n');
        }
    }
    let mut text = text.replace("\n\n\n", "\n\n");
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

impl Step {
    /// Its statements, without semicolons.
    #[must_use]
    pub fn statements(&self) -> Vec<String> {
        let statement = match self {
            Self::CreateSchema(name) => ddl::create_schema(name),
            Self::DropSchema(name) => Statement::new("DROP SCHEMA ").name(name).finish(),
            Self::CreateExtension(extension) => ddl::create_extension(extension),
            Self::UpdateExtension { name, version } => {
                let statement = Statement::new("ALTER EXTENSION ")
                    .name(name)
                    .keywords(" UPDATE");
                match version {
                    Some(version) => statement.keywords(" TO ").name(version).finish(),
                    None => statement.finish(),
                }
            }
            Self::MoveExtension { name, schema } => Statement::new("ALTER EXTENSION ")
                .name(name)
                .keywords(" SET SCHEMA ")
                .name(schema)
                .finish(),
            Self::DropExtension(name) => Statement::new("DROP EXTENSION ").name(name).finish(),
            Self::CreateEnum(r#enum) => ddl::create_enum(r#enum),
            Self::AddEnumValue {
                r#enum,
                value,
                before,
            } => {
                let statement = Statement::new("ALTER TYPE ")
                    .sql(r#enum)
                    .keywords(" ADD VALUE ")
                    .sql(plexica_ident::quote_literal(value));
                match before {
                    Some(before) => statement
                        .keywords(" BEFORE ")
                        .sql(plexica_ident::quote_literal(before))
                        .finish(),
                    None => statement.finish(),
                }
            }
            Self::RenameEnum { from, to } => Statement::new("ALTER TYPE ")
                .sql(from)
                .keywords(" RENAME TO ")
                .name(to)
                .finish(),
            Self::DropEnum(name) => Statement::new("DROP TYPE ").sql(name).finish(),
            Self::CreateTable(table) => ddl::create_table(table),
            Self::RenameTable { from, to } => Statement::new("ALTER TABLE ")
                .sql(from)
                .keywords(" RENAME TO ")
                .name(to)
                .finish(),
            Self::DropTable(name) => Statement::new("DROP TABLE ").sql(name).finish(),
            Self::AlterTable { table, change, .. } => return change.statements(table),
            Self::CreateView(view) => ddl::create_view(view),
            Self::DropView(name) => Statement::new("DROP VIEW ").sql(name).finish(),
            Self::SetComment(comment) => comment_on(&comment.object, Some(&comment.text)),
            Self::DropComment(object) => comment_on(object, None),
        };
        vec![statement]
    }
}

impl TableChange {
    fn statements(&self, table: &ObjectName) -> Vec<String> {
        let alter = || Statement::new("ALTER TABLE ").sql(table);
        let column = |name: &str| alter().keywords(" ALTER COLUMN ").name(name);
        let statement = match self {
            Self::AddColumn(column) => {
                ddl::write_column(alter().keywords(" ADD COLUMN "), column).finish()
            }
            Self::DropColumn(column) => alter()
                .keywords(" DROP COLUMN ")
                .name(&column.name)
                .finish(),
            Self::RenameColumn { from, to } => alter()
                .keywords(" RENAME COLUMN ")
                .name(from)
                .keywords(" TO ")
                .name(to)
                .finish(),
            Self::SetType { to, using, .. } => {
                let statement = column(&to.name).keywords(" TYPE ").sql(&to.r#type);
                let statement = match to.is_array {
                    true => statement.keywords("[]"),
                    false => statement,
                };
                match using {
                    Some(using) => statement.keywords(" USING ").sql(using).finish(),
                    None => statement.finish(),
                }
            }
            Self::SetDefault(own) => match &own.default {
                Some(default) => {
                    let statement = column(&own.name).keywords(" SET DEFAULT ");
                    ddl::write_default(statement, own, default).finish()
                }
                None => column(&own.name).keywords(" DROP DEFAULT").finish(),
            },
            Self::DropDefault(name) => column(name).keywords(" DROP DEFAULT").finish(),
            Self::DropExpression(name) => column(name).keywords(" DROP EXPRESSION").finish(),
            Self::AddSequence(own) => return add_sequence(table, own),
            Self::DropSequence {
                column: name,
                sequence,
            } => {
                return vec![
                    column(name).keywords(" DROP DEFAULT").finish(),
                    Statement::new("DROP SEQUENCE IF EXISTS ")
                        .sql(sequence)
                        .finish(),
                ];
            }
            Self::SetSequenceType { sequence, column } => Statement::new("ALTER SEQUENCE ")
                .sql(sequence)
                .keywords(" AS ")
                .sql(&column.r#type)
                .finish(),
            Self::AddIdentity(own) => return add_identity(table, own),
            Self::DropIdentity(name) => column(name).keywords(" DROP IDENTITY").finish(),
            Self::SetNotNull(name) => column(name).keywords(" SET NOT NULL").finish(),
            Self::DropNotNull(name) => column(name).keywords(" DROP NOT NULL").finish(),
            Self::AddPrimaryKey(key) => alter()
                .keywords(" ADD CONSTRAINT ")
                .name(&key.name)
                .keywords(" PRIMARY KEY ")
                .names(&key.columns)
                .finish(),
            Self::DropConstraint(name) => alter().keywords(" DROP CONSTRAINT ").name(name).finish(),
            Self::CreateIndex(index) => ddl::create_index(table, index),
            Self::DropIndex(name) => Statement::new("DROP INDEX ")
                .sql(beside(table, name))
                .finish(),
            Self::RenameIndex { from, to } => Statement::new("ALTER INDEX ")
                .sql(beside(table, from))
                .keywords(" RENAME TO ")
                .name(to)
                .finish(),
            Self::AddCheck(check) => ddl::add_check(table, check),
            Self::AddExclusion(exclusion) => ddl::add_exclusion(table, exclusion),
            Self::AddForeignKey(key) => ddl::add_foreign_key(table, key),
        };
        vec![statement]
    }
}

/// What is in the schema of a table.
fn beside(table: &ObjectName, name: &str) -> ObjectName {
    ObjectName {
        schema: table.schema.clone(),
        name: name.to_owned(),
    }
}

/// What `SERIAL` stands for (PostgreSQL manual, 8.1.4), counting on from the rows that are there.
fn add_sequence(table: &ObjectName, column: &Column) -> Vec<String> {
    let sequence = super::columns::sequence_of(table, &column.name);
    let name = plexica_ident::quote_literal(&sequence.to_string());
    vec![
        Statement::new("CREATE SEQUENCE ")
            .sql(&sequence)
            .keywords(" AS ")
            .sql(&column.r#type)
            .finish(),
        Statement::new("ALTER TABLE ")
            .sql(table)
            .keywords(" ALTER COLUMN ")
            .name(&column.name)
            .keywords(" SET DEFAULT nextval(")
            .sql(&name)
            .keywords(")")
            .finish(),
        Statement::new("ALTER SEQUENCE ")
            .sql(&sequence)
            .keywords(" OWNED BY ")
            .sql(table)
            .keywords(".")
            .name(&column.name)
            .finish(),
        count_on(table, column, &name, &Counting::default()),
    ]
}

fn add_identity(table: &ObjectName, column: &Column) -> Vec<String> {
    let options = match &column.default {
        Some(ColumnDefault::Identity(options)) => options,
        _ => return Vec::new(),
    };
    let add = Statement::new("ALTER TABLE ")
        .sql(table)
        .keywords(" ALTER COLUMN ")
        .name(&column.name)
        .keywords(" ADD ");
    let sequence = Statement::new("pg_get_serial_sequence(")
        .sql(plexica_ident::quote_literal(&table.to_string()))
        .keywords(", ")
        .sql(plexica_ident::quote_literal(&column.name))
        .keywords(")");
    let counting = Counting::of(options);
    vec![
        ddl::write_identity(add, options).finish(),
        count_on(table, column, &sequence.finish(), &counting),
    ]
}

/// How a sequence counts.
struct Counting {
    start: i128,
    is_upwards: bool,
}

impl Default for Counting {
    fn default() -> Self {
        Self {
            start: 1,
            is_upwards: true,
        }
    }
}

impl Counting {
    fn of(options: &SequenceOptions) -> Self {
        let number = |option: Option<i64>| option.map(i128::from);
        let is_upwards = options.increment.is_none_or(|increment| increment > 0);
        let first = if is_upwards {
            number(options.min)
        } else {
            number(options.max)
        };
        let otherwise = if is_upwards { 1 } else { -1 };
        Self {
            start: number(options.start).or(first).unwrap_or(otherwise),
            is_upwards,
        }
    }
}

/// The next number is one that no row has.
fn count_on(table: &ObjectName, column: &Column, sequence: &str, counting: &Counting) -> String {
    let (farthest, last, next) = if counting.is_upwards {
        ("greatest", "max", " + 1")
    } else {
        ("least", "min", " - 1")
    };
    Statement::new("SELECT setval(")
        .sql(sequence)
        .keywords(", ")
        .keywords(farthest)
        .keywords("(")
        .sql(counting.start)
        .keywords(", ")
        .keywords(last)
        .keywords("(")
        .name(&column.name)
        .keywords(")")
        .keywords(next)
        .keywords("), false) FROM ")
        .sql(table)
        .finish()
}
