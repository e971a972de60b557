use super::{attributes, choices::Choices, columns::Column, header, relations};

/// Enough to bring every rule about two models and more together, and still quick to check.
const MAX_MODELS: usize = 6;
const MAX_COLUMNS: usize = 9;
const MODELS: [&str; 10] = [
    "User", "Post", "Tenant", "A", "B", "Tag", "type", "user", "Client", "A_B",
];
const VALUES: [&str; 8] = [
    "RED",
    "BLUE @map(\"blue\")",
    "self",
    "A // a",
    "/// said\n  B",
    "red",
    "Self",
    "type",
];

/// A model or a view while its parts are collected.
pub(super) struct Model {
    keyword: &'static str,
    pub(super) name: &'static str,
    is_tenant: bool,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<String>,
}

/// A schema.
#[must_use]
pub fn schema(bytes: &[u8]) -> String {
    let mut choices = Choices::new(bytes);
    let mut text = header::write(&mut choices);
    let has_tenancy = text.contains("tenancy");
    let mut models = Vec::new();
    for index in 0..=choices.below(MAX_MODELS) {
        let is_registry = has_tenancy && index == 0;
        models.push(model(&mut choices, is_registry, has_tenancy, &models));
    }
    relations::add(&mut choices, &mut models);
    for model in &mut models {
        attributes::add(&mut choices, model);
    }
    for model in models {
        text.push_str(&model.written());
    }
    for name in ["Colour", "Role"] {
        text.push_str(&r#enum(&mut choices, name, has_tenancy));
    }
    text.push_str(choices.one_of(&["", "", "", "\n", "// end", "type T {\n  a Int\n}\n", "x"]));
    text
}

fn model(
    choices: &mut Choices<'_>,
    is_registry: bool,
    has_tenancy: bool,
    before: &[Model],
) -> Model {
    let name = if is_registry {
        "Tenant"
    } else {
        let is_free = |name: &&&str| !before.iter().any(|model| model.name == **name);
        let free: Vec<_> = MODELS.iter().filter(is_free).copied().collect();
        if choices.is_rare() {
            choices.one_of(&MODELS)
        } else {
            choices.one_of(&free)
        }
    };
    let mut model = Model {
        keyword: if choices.below(12) == 11 {
            "view"
        } else {
            "model"
        },
        name,
        is_tenant: has_tenancy && !is_registry && choices.below(3) > 0,
        columns: Vec::new(),
        lines: Vec::new(),
    };
    if is_registry {
        model.keyword = "model";
        model.lines.push("slug String @unique".to_owned());
    }
    for index in 0..=choices.below(MAX_COLUMNS) {
        let column = Column::choose(choices, index == 0, &model.columns);
        model.lines.push(column.written.clone());
        model.columns.push(column);
    }
    if model.is_tenant {
        model.lines.push("@@tenant".to_owned());
    }
    model
}

impl Model {
    fn written(&self) -> String {
        let lines: String = self
            .lines
            .iter()
            .map(|line| format!("  {line}\n"))
            .collect();
        format!("{} {} {{\n{lines}}}\n", self.keyword, self.name)
    }
}

fn r#enum(choices: &mut Choices<'_>, name: &str, has_tenancy: bool) -> String {
    let mut text = format!("enum {name} {{\n");
    let first = choices.below(VALUES.len());
    for index in 0..=choices.below(4) {
        text.push_str(&format!("  {}\n", VALUES[(first + index) % VALUES.len()]));
    }
    match choices.below(8) {
        5 => text.push_str("  @@map(\"User\")\n"),
        6 => text.push_str("  @@schema(\"core\")\n"),
        7 if has_tenancy => text.push_str("  @@tenant\n"),
        _ => {}
    }
    text.push_str("}\n");
    text
}
