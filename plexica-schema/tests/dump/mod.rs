//! A schema as text, by every walker there is.

use std::fmt::Write;

use plexica_schema::schema::{
    Arity, FieldType, Holder, IndexWalker, Indexed, JoinTableWalker, ModelWalker,
    RelationFieldWalker, RelationWalker, ScalarFieldWalker, Schema, Scope,
};

pub(crate) fn dump(schema: &Schema) -> String {
    let mut text = String::new();
    let datasource = schema.datasource();
    let (name, schemas) = (&datasource.name, datasource.schemas.join(", "));
    writeln!(
        text,
        "datasource {name}: {:?}, schemas {schemas}",
        datasource.url
    )
    .unwrap();
    writeln!(text, "client: {:?}", schema.client().datetime).unwrap();
    if let Some(tenancy) = schema.tenancy() {
        let (registry, key) = (tenancy.registry().name(), tenancy.key().name());
        writeln!(text, "tenancy: {registry}.{key} as {}", tenancy.pattern()).unwrap();
        if let Some(status) = tenancy.status() {
            let (field, r#enum) = (status.field.name(), status.r#enum.name());
            let active = status.value("Active");
            writeln!(text, "  status {field}: {enum}, active is {active:?}").unwrap();
        }
    }
    for r#enum in schema.enums() {
        let scope = scope(r#enum.scope());
        writeln!(
            text,
            "\nenum {} = {scope}.{}",
            r#enum.name(),
            r#enum.database_name()
        )
        .unwrap();
        document(&mut text, r#enum.documentation());
        for value in r#enum.values() {
            writeln!(text, "  {} = {}", value.name, value.database_name).unwrap();
            document(&mut text, value.documentation);
        }
    }
    for model in schema.declared_models() {
        dump_model(&mut text, model);
    }
    for relation in schema.relations() {
        dump_relation(&mut text, relation);
    }
    for table in schema.join_tables() {
        dump_join_table(&mut text, table);
    }
    text
}

fn dump_model(text: &mut String, model: ModelWalker<'_>) {
    let scope = scope(model.scope());
    writeln!(
        text,
        "\n{} {} = {scope}.{}",
        if model.is_view() { "view" } else { "model" },
        model.name(),
        model.database_name()
    )
    .unwrap();
    document(text, model.documentation());
    if let Some(query) = model.query() {
        writeln!(text, "  selects {query}").unwrap();
    }
    if !model.is_visible() {
        text.push_str("  not visible\n");
    }
    for field in model.columns() {
        dump_column(text, field);
    }
    for field in model.relation_fields() {
        let related = field.related_model().name();
        let side = match field.holder() {
            Holder::ForeignKey(_) if field.is_forward() => "forward",
            Holder::ForeignKey(_) => "back",
            Holder::JoinTable(_) => "many to many",
        };
        writeln!(
            text,
            "  {} -> {related}{} ({side})",
            field.name(),
            mark(field.arity())
        )
        .unwrap();
        document(text, field.documentation());
    }
    for index in model.indexes() {
        dump_index(text, index);
    }
    if let Some(field) = model.soft_delete() {
        writeln!(text, "  deleted at {}", field.name()).unwrap();
    }
    for exclusion in model.exclusions() {
        let exclusion = exclusion.map_fields(|id| model.schema().walk(*id).name());
        writeln!(text, "  {exclusion:?}").unwrap();
    }
}

fn dump_column(text: &mut String, field: ScalarFieldWalker<'_>) {
    let r#type = match field.r#type() {
        FieldType::Scalar(scalar) => format!("{scalar:?}"),
        FieldType::Enum(id) => field.schema().walk(*id).name().to_owned(),
        FieldType::Unsupported(sql) => format!("unsupported {sql}"),
    };
    let (name, column) = (field.name(), field.database_name());
    write!(text, "  {name} = {column}: {type}{}", mark(field.arity())).unwrap();
    if let Some(native) = field.native_type() {
        write!(text, " as {native:?}").unwrap();
    }
    if let Some(default) = field.default() {
        write!(text, ", default {default:?}").unwrap();
    }
    if field.is_updated_at() {
        text.push_str(", updated at");
    }
    if !field.is_visible() {
        text.push_str(", not visible");
    }
    if let Some(sql) = field.generated() {
        write!(text, ", generated as {sql}").unwrap();
    }
    if let Some(found) = field.rust_type() {
        write!(text, ", in Rust {found}").unwrap();
    }
    if field.is_version() {
        text.push_str(", the version");
    }
    if field.is_optional_on_create() {
        text.push_str(", may be left out");
    }
    text.push('\n');
    document(text, field.documentation());
}

fn dump_index(text: &mut String, index: IndexWalker<'_>) {
    let columns = index.columns().map(|column| {
        let indexed = match column.indexed() {
            Indexed::Field(id) => index.schema().walk(*id).name(),
            Indexed::Expression(sql) => sql,
        };
        match column.sort() {
            Some(sort) => format!("{indexed} {sort:?}"),
            None => indexed.to_owned(),
        }
    });
    let columns: Vec<_> = columns.collect();
    let name = index.constraint_name();
    write!(text, "  {:?} {name} ({})", index.kind(), columns.join(", ")).unwrap();
    if let Some(algorithm) = index.algorithm() {
        write!(text, " by {algorithm:?}").unwrap();
    }
    if let Some(name) = index.name() {
        write!(text, " named {name}").unwrap();
    }
    text.push('\n');
}

fn dump_relation(text: &mut String, relation: RelationWalker<'_>) {
    let path =
        |field: RelationFieldWalker<'_>| format!("{}.{}", field.model().name(), field.name());
    let columns = |list: Vec<ScalarFieldWalker<'_>>| {
        let names: Vec<_> = list.iter().map(|column| column.name()).collect();
        names.join(", ")
    };
    let (forward, back) = (path(relation.forward()), relation.back().map(path));
    writeln!(
        text,
        "\nrelation {forward} <-> {back:?} by {}",
        relation.constraint_name()
    )
    .unwrap();
    let fields = columns(relation.fields().collect());
    let references = columns(relation.references().collect());
    let target = relation.referenced_model().name();
    write!(text, "  ({fields}) refers to {target} ({references})").unwrap();
    let (delete, update) = (relation.on_delete(), relation.on_update());
    write!(text, ", on delete {delete:?}, on update {update:?}").unwrap();
    if let Some(name) = relation.name() {
        write!(text, ", named {name}").unwrap();
    }
    if relation.crosses_scopes() {
        text.push_str(", from tenant to core");
    }
    text.push('\n');
}

fn dump_join_table(text: &mut String, table: JoinTableWalker<'_>) {
    let (scope, name) = (scope(table.scope()), table.database_name());
    writeln!(text, "\njoin table {scope}.{name}").unwrap();
    for side in JoinTableWalker::SIDES {
        let (field, key) = (table.field(side), table.key(side));
        let (column, model) = (side.column(), field.model().name());
        let (field, key, name) = (field.name(), key.name(), table.foreign_key_name(side));
        writeln!(
            text,
            "  {column} = {model}.{key} of {model}.{field} by {name}"
        )
        .unwrap();
    }
    let (key, index) = (table.primary_key_name(), table.index_name());
    writeln!(text, "  Primary {key}, Normal {index}").unwrap();
}

fn document(text: &mut String, documentation: Option<&str>) {
    for line in documentation.unwrap_or_default().lines() {
        writeln!(text, "{}", format!("    /// {line}").trim_end()).unwrap();
    }
}

fn mark(arity: Arity) -> &'static str {
    match arity {
        Arity::Required => "",
        Arity::Optional => "?",
        Arity::List => "[]",
    }
}

fn scope(scope: &Scope) -> &str {
    match scope {
        Scope::Core { schema } => schema,
        Scope::Tenant => "{tenant}",
    }
}
