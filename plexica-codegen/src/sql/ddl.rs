//! The statements that make objects, written for whoever makes some or all of them.

use plexica_schema::schema::{
    CheckConstraint, Condition, ConditionValue, Exclusion, Extension, IndexAlgorithm, Indexed,
    NativeType, Predicate, ReferentialAction, SequenceOptions, SortOrder,
};

use super::{
    Column, ColumnDefault, ColumnType, EnumType, ForeignKey, Index, Literal, ObjectName,
    PhysicalSchema, Table, View, comment::comment_on, statement::Statement,
    string_constant::string_constant,
};

impl PhysicalSchema {
    /// The statements that make these objects where none of them is yet, in an order in which
    /// each finds what it names: schemas, extensions, enums, tables, indexes, checks, exclusion
    /// constraints, foreign keys, views, comments. Without semicolons.
    #[must_use]
    pub fn statements(&self) -> Vec<String> {
        self.sections().into_iter().flatten().collect()
    }

    /// [`statements`](Self::statements) as the text of an `.sql` file.
    #[must_use]
    pub fn script(&self) -> String {
        let sections: Vec<String> = self
            .sections()
            .iter()
            .filter(|statements| !statements.is_empty())
            .map(|statements| paragraph(statements))
            .collect();
        sections.join("\n")
    }

    fn sections(&self) -> [Vec<String>; 10] {
        let indexes = self.tables.iter().flat_map(|table| {
            table
                .indexes
                .iter()
                .map(|index| create_index(&table.name, index))
        });
        let foreign_keys = self.tables.iter().flat_map(|table| {
            let keys = table.foreign_keys.iter();
            keys.map(|key| add_foreign_key(&table.name, key))
        });
        let checks = self.tables.iter().flat_map(|table| {
            let checks = table.checks.iter();
            checks.map(|check| add_check(&table.name, check))
        });
        let exclusions = self.tables.iter().flat_map(|table| {
            let exclusions = table.exclusions.iter();
            exclusions.map(|exclusion| add_exclusion(&table.name, exclusion))
        });
        [
            self.schemas
                .iter()
                .map(|name| create_schema(name))
                .collect(),
            self.extensions.iter().map(create_extension).collect(),
            self.enums.iter().map(create_enum).collect(),
            self.tables.iter().map(create_table).collect(),
            indexes.collect(),
            checks.collect(),
            exclusions.collect(),
            foreign_keys.collect(),
            self.views.iter().map(create_view).collect(),
            self.comments
                .iter()
                .map(|comment| comment_on(&comment.object, Some(&comment.text)))
                .collect(),
        ]
    }
}

/// Statements of one kind; those that fill several lines are set apart by an empty one.
fn paragraph(statements: &[String]) -> String {
    let mut text = String::new();
    for statement in statements {
        if !text.is_empty() && statement.contains('\n') {
            text.push('\n');
        }
        text.push_str(statement);
        text.push_str(";\n");
    }
    text
}

/// `CREATE SCHEMA`, where it is not there yet.
#[must_use]
pub fn create_schema(name: &str) -> String {
    Statement::new("CREATE SCHEMA IF NOT EXISTS ")
        .name(name)
        .finish()
}

/// `CREATE EXTENSION`, where it is not there yet.
#[must_use]
pub fn create_extension(extension: &Extension) -> String {
    let mut statement = Statement::new("CREATE EXTENSION IF NOT EXISTS ").name(&extension.name);
    if extension.schema.is_some() || extension.version.is_some() {
        statement = statement.keywords(" WITH");
    }
    if let Some(schema) = &extension.schema {
        statement = statement.keywords(" SCHEMA ").name(schema);
    }
    if let Some(version) = &extension.version {
        statement = statement.keywords(" VERSION ").name(version);
    }
    statement.finish()
}

/// `CREATE VIEW`.
#[must_use]
pub fn create_view(view: &View) -> String {
    Statement::new("CREATE VIEW ")
        .sql(&view.name)
        .keywords(" AS\n")
        .sql(&view.query)
        .finish()
}

/// `CREATE TYPE … AS ENUM`.
#[must_use]
pub fn create_enum(r#enum: &EnumType) -> String {
    Statement::new("CREATE TYPE ")
        .sql(&r#enum.name)
        .keywords(" AS ENUM ")
        .parenthesized(&r#enum.values, |statement, value| {
            statement.sql(string_constant(value))
        })
        .finish()
}

/// `CREATE TABLE` with its primary key, and without what refers to other tables or is an index.
#[must_use]
pub fn create_table(table: &Table) -> String {
    let mut statement = Statement::new("CREATE TABLE ")
        .sql(&table.name)
        .keywords(" (");
    for (index, column) in table.columns.iter().enumerate() {
        let separator = if index == 0 { "\n    " } else { ",\n    " };
        statement = write_column(statement.keywords(separator), column);
    }
    if let Some(key) = &table.primary_key {
        statement = statement
            .keywords(",\n\n    CONSTRAINT ")
            .name(&key.name)
            .keywords(" PRIMARY KEY ")
            .names(&key.columns);
    }
    statement.keywords("\n)").finish()
}

/// A column as it stands in `CREATE TABLE` and behind `ADD COLUMN`.
pub fn write_column(statement: Statement, column: &Column) -> Statement {
    let mut statement = statement.name(&column.name).keywords(" ");
    statement = match serial(column) {
        Some(serial) => statement.keywords(serial),
        None => statement.sql(&column.r#type),
    };
    if column.is_array {
        statement = statement.keywords("[]");
    }
    if !column.is_nullable {
        statement = statement.keywords(" NOT NULL");
    }
    match &column.default {
        None | Some(ColumnDefault::Sequence) => statement,
        Some(ColumnDefault::Identity(options)) => write_identity(statement.keywords(" "), options),
        Some(ColumnDefault::Generated(sql)) => statement
            .keywords(" GENERATED ALWAYS AS (")
            .sql(sql)
            .keywords(") STORED"),
        Some(default) => write_default(statement.keywords(" DEFAULT "), column, default),
    }
}

/// What stands behind `DEFAULT`. Nothing for what is not written that way: a sequence, an identity,
/// a generated column.
pub fn write_default(statement: Statement, column: &Column, default: &ColumnDefault) -> Statement {
    match default {
        ColumnDefault::Sequence | ColumnDefault::Identity(_) | ColumnDefault::Generated(_) => {
            statement
        }
        ColumnDefault::CurrentTimestamp => statement.keywords("CURRENT_TIMESTAMP"),
        ColumnDefault::Expression(sql) => statement.sql(sql),
        ColumnDefault::Literal(literal) => {
            let statement = statement.sql(literal);
            match literal {
                Literal::Array(_) => statement.keywords("::").sql(&column.r#type).keywords("[]"),
                _ => statement,
            }
        }
    }
}

/// `GENERATED BY DEFAULT AS IDENTITY`, with the options that are given.
pub fn write_identity(statement: Statement, options: &SequenceOptions) -> Statement {
    let given = [
        ("INCREMENT BY ", options.increment),
        ("MINVALUE ", options.min),
        ("MAXVALUE ", options.max),
        ("START WITH ", options.start),
        ("CACHE ", options.cache),
    ];
    let given: Vec<_> = given
        .into_iter()
        .filter_map(|(keywords, number)| Some((keywords, number?)))
        .collect();
    let statement = statement.keywords("GENERATED BY DEFAULT AS IDENTITY");
    if given.is_empty() {
        return statement;
    }
    let written = given.iter().enumerate().fold(
        statement.keywords(" ("),
        |statement, (index, (keywords, number))| {
            let statement = statement.keywords(if index == 0 { "" } else { " " });
            statement.keywords(keywords).sql(number)
        },
    );
    written.keywords(")")
}

/// The pseudo-type that stands for a whole-number type and a sequence of the column's own.
fn serial(column: &Column) -> Option<&'static str> {
    if column.default != Some(ColumnDefault::Sequence) {
        return None;
    }
    match column.r#type {
        ColumnType::Native(NativeType::SmallInt) => Some("SMALLSERIAL"),
        ColumnType::Native(NativeType::BigInt) => Some("BIGSERIAL"),
        ColumnType::Native(_) => Some("SERIAL"),
        ColumnType::Enum(_) | ColumnType::Extension(_) | ColumnType::Unsupported(_) => None,
    }
}

/// `CREATE INDEX` on a table.
#[must_use]
pub fn create_index(table: &ObjectName, index: &Index) -> String {
    let statement = if index.is_unique {
        Statement::new("CREATE UNIQUE INDEX ")
    } else {
        Statement::new("CREATE INDEX ")
    };
    let statement = statement
        .name(&index.name)
        .keywords(" ON ")
        .sql(table)
        .keywords(access_method(index.algorithm))
        .parenthesized(&index.columns, |statement, column| {
            let mut statement = write_indexed(statement, &column.on);
            if let Some(class) = &column.operator_class {
                statement = statement.keywords(" ").sql(class);
            }
            match column.order {
                SortOrder::Ascending => statement,
                SortOrder::Descending => statement.keywords(" DESC"),
            }
        });
    match &index.predicate {
        Some(predicate) => write_predicate(statement, predicate).finish(),
        None => statement.finish(),
    }
}

fn write_indexed(statement: Statement, on: &Indexed<String>) -> Statement {
    match on {
        Indexed::Field(name) => statement.name(name),
        Indexed::Expression(sql) => statement.keywords("(").sql(sql).keywords(")"),
    }
}

fn write_predicate(statement: Statement, predicate: &Predicate) -> Statement {
    let statement = statement.keywords(" WHERE (");
    let statement = match predicate {
        Predicate::Raw(sql) => statement.sql(sql),
        Predicate::All(conditions) => {
            let numbered = conditions.iter().enumerate();
            numbered.fold(statement, |statement, (index, condition)| {
                let statement = match index {
                    0 => statement,
                    _ => statement.keywords(" AND "),
                };
                write_condition(statement, condition)
            })
        }
    };
    statement.keywords(")")
}

fn write_condition(statement: Statement, condition: &Condition) -> Statement {
    let statement = statement.name(&condition.column);
    let operator = if condition.is_negated { " != " } else { " = " };
    match &condition.value {
        ConditionValue::Null if condition.is_negated => statement.keywords(" IS NOT NULL"),
        ConditionValue::Null => statement.keywords(" IS NULL"),
        ConditionValue::Boolean(value) => statement.keywords(operator).sql(value),
        ConditionValue::Number(number) => statement.keywords(operator).sql(number),
        ConditionValue::String(text) => statement.keywords(operator).sql(string_constant(text)),
    }
}

fn access_method(algorithm: IndexAlgorithm) -> &'static str {
    match algorithm {
        IndexAlgorithm::BTree => "",
        IndexAlgorithm::Hash => " USING HASH ",
        IndexAlgorithm::Gist => " USING GIST ",
        IndexAlgorithm::Gin => " USING GIN ",
        IndexAlgorithm::SpGist => " USING SPGIST ",
        IndexAlgorithm::Brin => " USING BRIN ",
    }
}

/// `ALTER TABLE … ADD CONSTRAINT … CHECK`.
#[must_use]
pub fn add_check(table: &ObjectName, check: &CheckConstraint) -> String {
    Statement::new("ALTER TABLE ")
        .sql(table)
        .keywords(" ADD CONSTRAINT ")
        .name(&check.name)
        .keywords(" CHECK (")
        .sql(&check.condition)
        .keywords(")")
        .finish()
}

/// `ALTER TABLE … ADD CONSTRAINT … EXCLUDE`.
#[must_use]
pub fn add_exclusion(table: &ObjectName, exclusion: &Exclusion<String>) -> String {
    let statement = Statement::new("ALTER TABLE ")
        .sql(table)
        .keywords(" ADD CONSTRAINT ")
        .name(&exclusion.name)
        .keywords(" EXCLUDE")
        .keywords(access_method(exclusion.algorithm))
        .parenthesized(&exclusion.elements, |statement, element| {
            let mut statement = write_indexed(statement, &element.indexed);
            if let Some(class) = &element.operator_class {
                statement = statement.keywords(" ").sql(class);
            }
            // Checked to be of operator characters only.
            statement.keywords(" WITH ").sql(&element.operator)
        });
    match &exclusion.predicate {
        Some(predicate) => write_predicate(statement, predicate).finish(),
        None => statement.finish(),
    }
}

/// `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY`.
#[must_use]
pub fn add_foreign_key(table: &ObjectName, key: &ForeignKey) -> String {
    Statement::new("ALTER TABLE ")
        .sql(table)
        .keywords(" ADD CONSTRAINT ")
        .name(&key.name)
        .keywords(" FOREIGN KEY ")
        .names(&key.columns)
        .keywords(" REFERENCES ")
        .sql(&key.referenced_table)
        .names(&key.referenced_columns)
        .keywords(" ON DELETE ")
        .keywords(action(key.on_delete))
        .keywords(" ON UPDATE ")
        .keywords(action(key.on_update))
        .finish()
}

fn action(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::Cascade => "CASCADE",
        ReferentialAction::Restrict => "RESTRICT",
        ReferentialAction::NoAction => "NO ACTION",
        ReferentialAction::SetNull => "SET NULL",
        ReferentialAction::SetDefault => "SET DEFAULT",
    }
}
