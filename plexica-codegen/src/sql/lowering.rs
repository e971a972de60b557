use std::fmt::Write as _;

use plexica_schema::{
    Dialect,
    schema::{
        Arity, DefaultValue, EnumWalker, Exclusion, Extension, FieldType, IndexAlgorithm,
        IndexColumnWalker, IndexKind, IndexWalker, Indexed, ModelWalker, NativeType, RelationMode,
        RelationWalker, ScalarFieldId, ScalarFieldWalker, ScalarType, Schema, Scope, SortOrder,
    },
};

use super::{
    Column, ColumnDefault, ColumnType, DatabaseModel, EnumType, ForeignKey, Index, IndexColumn,
    Literal, ObjectName, PhysicalSchema, PrimaryKey, Table, base64, comment::comments,
    date_time::date_time, join_table, view,
};

impl From<&Schema> for DatabaseModel {
    fn from(schema: &Schema) -> Self {
        let core = PhysicalSchema {
            schemas: schema.datasource().schemas.clone(),
            extensions: extensions(schema),
            ..objects(schema, |scope| !scope.is_tenant())
        };
        let tenant = schema.tenancy().map(|_| objects(schema, Scope::is_tenant));
        Self { core, tenant }
    }
}

/// A migration's search path leads to no schema that an extension could mean, so each has one here:
/// where none is written the one to which PostgreSQL's own path leads. Prisma leaves it open.
fn extensions(schema: &Schema) -> Vec<Extension> {
    let declared = schema.datasource().extensions.iter().cloned();
    let complete = declared.map(|extension| Extension {
        schema: match schema.dialect() {
            Dialect::Plexica => extension.schema.or(Some("public".to_owned())),
            Dialect::Prisma => extension.schema,
        },
        ..extension
    });
    complete.collect()
}

fn objects(schema: &Schema, is_in: impl Fn(&Scope) -> bool + Copy) -> PhysicalSchema {
    let join_tables = schema.join_tables().filter(|table| is_in(table.scope()));
    let join_tables = join_tables.map(join_table::lower);
    PhysicalSchema {
        schemas: Vec::new(),
        extensions: Vec::new(),
        enums: schema
            .enums()
            .filter(|r#enum| is_in(r#enum.scope()))
            .map(enum_type)
            .collect(),
        tables: schema
            .tables()
            .filter(|model| is_in(model.scope()))
            .map(table)
            .chain(join_tables)
            .collect(),
        views: view::lower(schema, is_in),
        comments: comments(schema, is_in),
    }
}

pub(super) fn object_name(scope: &Scope, name: &str) -> ObjectName {
    ObjectName {
        schema: match scope {
            Scope::Core { schema } => Some(schema.clone()),
            Scope::Tenant => None,
        },
        name: name.to_owned(),
    }
}

fn enum_type(r#enum: EnumWalker<'_>) -> EnumType {
    EnumType {
        name: object_name(r#enum.scope(), r#enum.database_name()),
        values: r#enum
            .values()
            .map(|value| value.database_name.to_owned())
            .collect(),
    }
}

fn table(model: ModelWalker<'_>) -> Table {
    Table {
        name: object_name(model.scope(), model.database_name()),
        columns: model.columns().map(column).collect(),
        primary_key: model.primary_key().map(|key| PrimaryKey {
            name: key.constraint_name().to_owned(),
            columns: column_names(key.fields()),
        }),
        indexes: model
            .indexes()
            .filter(|index| index.kind() != IndexKind::Primary)
            .map(index)
            .collect(),
        checks: model.checks().to_vec(),
        exclusions: exclusions(model),
        foreign_keys: model
            .foreign_keys()
            .filter(|relation| {
                has_keys(relation.schema()) && !relation.referenced_model().is_view()
            })
            .map(foreign_key)
            .collect(),
    }
}

fn column_names<'db>(fields: impl Iterator<Item = ScalarFieldWalker<'db>>) -> Vec<String> {
    fields
        .map(|field| field.database_name().to_owned())
        .collect()
}

fn column(field: ScalarFieldWalker<'_>) -> Column {
    Column {
        name: field.database_name().to_owned(),
        r#type: column_type(field),
        is_array: field.arity() == Arity::List,
        is_nullable: field.arity() != Arity::Required,
        default: match field.generated() {
            Some(sql) => Some(ColumnDefault::Generated(sql.to_owned())),
            None => field
                .default()
                .and_then(|default| column_default(field, default)),
        },
    }
}

pub(super) fn column_type(field: ScalarFieldWalker<'_>) -> ColumnType {
    match field.r#type() {
        FieldType::Scalar(scalar) => native(
            field.schema(),
            field
                .native_type()
                .unwrap_or_else(|| NativeType::default_for(*scalar)),
        ),
        FieldType::Enum(id) => {
            let r#enum = field.schema().walk(*id);
            ColumnType::Enum(object_name(r#enum.scope(), r#enum.database_name()))
        }
        FieldType::Unsupported(sql) => ColumnType::Unsupported(sql.clone()),
    }
}

/// A migration's search path does not lead to extensions, so their types are written with the
/// schema. Prisma writes the bare name.
fn native(schema: &Schema, native: NativeType) -> ColumnType {
    match (native, schema.dialect()) {
        (NativeType::Citext, Dialect::Plexica) => ColumnType::Extension(ObjectName {
            schema: Some(schema.datasource().schema_of_extension("citext").to_owned()),
            name: "citext".to_owned(),
        }),
        (native, _) => ColumnType::Native(native),
    }
}

/// The database's part in a default: none where the client makes the value.
fn column_default(field: ScalarFieldWalker<'_>, default: &DefaultValue) -> Option<ColumnDefault> {
    match default {
        DefaultValue::Now => Some(ColumnDefault::CurrentTimestamp),
        DefaultValue::Autoincrement => Some(ColumnDefault::Sequence),
        DefaultValue::Sequence(options) => Some(ColumnDefault::Identity(*options)),
        DefaultValue::DatabaseGenerated(expression) => {
            expression.clone().map(ColumnDefault::Expression)
        }
        constant => literal(field, constant).map(ColumnDefault::Literal),
    }
}

/// A constant as the column's type wants it; `None` for what is not a constant.
fn literal(field: ScalarFieldWalker<'_>, value: &DefaultValue) -> Option<Literal> {
    match value {
        DefaultValue::String(text) => Some(Literal::Text(text_form(field, text))),
        DefaultValue::Integer(number) | DefaultValue::Float(number) => {
            Some(Literal::Number(number.clone()))
        }
        DefaultValue::Boolean(value) => Some(Literal::Boolean(*value)),
        DefaultValue::EnumValue(name) => Some(Literal::Text(enum_label(field, name))),
        DefaultValue::List(values) => values
            .iter()
            .map(|value| literal(field, value))
            .collect::<Option<_>>()
            .map(Literal::Array),
        DefaultValue::Now
        | DefaultValue::Autoincrement
        | DefaultValue::Sequence(_)
        | DefaultValue::Uuid(_)
        | DefaultValue::Cuid(_)
        | DefaultValue::Ulid
        | DefaultValue::Nanoid(_)
        | DefaultValue::DatabaseGenerated(_) => None,
    }
}

/// A string default in the form in which PostgreSQL reads it for the column's type.
fn text_form(field: ScalarFieldWalker<'_>, text: &str) -> String {
    match field.r#type() {
        // The checks have decoded it before; if not, PostgreSQL's own message is the best there is.
        FieldType::Scalar(ScalarType::Bytes) => match base64::decode(text) {
            Some(bytes) => hex(&bytes),
            None => text.to_owned(),
        },
        FieldType::Scalar(ScalarType::DateTime) => {
            date_time(text).unwrap_or_else(|| text.to_owned())
        }
        _ => text.to_owned(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold("\\x".to_owned(), |mut hex, byte| {
        // Writing to a `String` does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn enum_label(field: ScalarFieldWalker<'_>, name: &str) -> String {
    let FieldType::Enum(id) = field.r#type() else {
        return name.to_owned();
    };
    let mut values = field.schema().walk(*id).values();
    values
        .find(|value| value.name == name)
        .map_or(name, |value| value.database_name)
        .to_owned()
}

fn index(index: IndexWalker<'_>) -> Index {
    Index {
        name: index.constraint_name().to_owned(),
        is_unique: index.kind() != IndexKind::Normal,
        predicate: index.predicate().cloned(),
        algorithm: index.algorithm().unwrap_or(IndexAlgorithm::BTree),
        columns: index
            .columns()
            .map(|column| IndexColumn {
                on: indexed(column),
                operator_class: column.operator_class().map(str::to_owned),
                order: column.sort().unwrap_or(SortOrder::Ascending),
            })
            .collect(),
    }
}

fn indexed(column: IndexColumnWalker<'_>) -> Indexed<String> {
    let schema = column.index().schema();
    match column.indexed() {
        Indexed::Field(id) => Indexed::Field(schema.walk(*id).database_name().to_owned()),
        Indexed::Expression(sql) => Indexed::Expression(sql.clone()),
    }
}

fn exclusions(model: ModelWalker<'_>) -> Vec<Exclusion<String>> {
    let column = |id: &ScalarFieldId| model.schema().walk(*id).database_name().to_owned();
    let all = model.exclusions().iter();
    all.map(|exclusion| exclusion.map_fields(column)).collect()
}

fn foreign_key(relation: RelationWalker<'_>) -> ForeignKey {
    let referenced = relation.referenced_model();
    ForeignKey {
        name: relation.constraint_name().to_owned(),
        columns: column_names(relation.fields()),
        referenced_table: object_name(referenced.scope(), referenced.database_name()),
        referenced_columns: column_names(relation.references()),
        on_delete: relation.on_delete(),
        on_update: relation.on_update(),
    }
}

/// Whether relations are foreign keys.
pub(super) fn has_keys(schema: &Schema) -> bool {
    schema.datasource().relation_mode == RelationMode::ForeignKeys
}
