use std::fmt::Write as _;

use plexica_codegen::sql::{DatabaseModel, PhysicalSchema};
use plexica_migrate::diff::{Diff, DiffError, HazardKind, Renames, Step, script};

use crate::database::{Database, try_model};

/// How many pairs are tried unless `PLEXICA_DIFF_PAIRS` says otherwise.
const PAIRS: u64 = 150;

/// Numbers that look random, the same for a seed each time.
struct Random(u64);

impl Random {
    /// Below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn is(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

const TYPES: [&str; 24] = [
    "Int",
    "Int",
    "Int @db.SmallInt",
    "BigInt",
    "Float",
    "Float @db.Real",
    "Decimal",
    "Decimal @db.Decimal(10, 2)",
    "Decimal @db.Money",
    "Boolean",
    "String",
    "String",
    "String @db.VarChar(20)",
    "String @db.Char(5)",
    "String @db.Uuid",
    "String @db.Bit(3)",
    "DateTime",
    "DateTime @db.Timestamptz(3)",
    "DateTime @db.Date",
    "DateTime @db.Time(2)",
    "Json",
    "Bytes",
    "E0",
    "E1",
];

/// A schema of a few models, enums and relations, from few names, so that two have much in common.
fn schema(random: &mut Random) -> String {
    let mut text = String::new();
    for name in ["E0", "E1"] {
        let mut values = vec!["A", "B", "C", "D"];
        let count = 1 + random.below(4);
        while values.len() > count {
            let place = random.below(values.len());
            values.remove(place);
        }
        if random.is(4) {
            values.reverse();
        }
        writeln!(text, "enum {name} {{\n{}\n@@tenant\n}}", values.join("\n")).unwrap();
    }
    let models: Vec<usize> = (0..4).filter(|_| !random.is(4)).collect();
    let mut bodies: Vec<String> = models.iter().map(|_| String::new()).collect();
    for body in &mut bodies {
        let id = random.of(&[
            "Int @id",
            "Int @id @default(autoincrement())",
            "Int @id @default(sequence(start: 10))",
            "BigInt @id @default(autoincrement())",
            "String @id",
        ]);
        writeln!(body, "  id {id}").unwrap();
        for field in 0..6 {
            if random.is(3) {
                continue;
            }
            column(random, field, body);
        }
    }
    for (index, from) in models.iter().enumerate() {
        if random.is(2) {
            continue;
        }
        let target = random.below(models.len());
        let to = models[target];
        let key = if bodies[target].starts_with("  id Int") {
            "Int"
        } else if bodies[target].starts_with("  id BigInt") {
            "BigInt"
        } else {
            "String"
        };
        let action = random.of(&["Cascade", "SetNull", "Restrict", "NoAction"]);
        writeln!(
            bodies[index],
            "  toId {key}?\n  to M{to}? @relation(\"r{from}\", fields: [toId], references: [id], onDelete: {action})"
        )
        .unwrap();
        writeln!(
            bodies[target],
            "  from{from} M{from}[] @relation(\"r{from}\")"
        )
        .unwrap();
    }
    for (model, body) in models.iter().zip(bodies) {
        writeln!(text, "model M{model} {{\n{body}  @@tenant\n}}").unwrap();
    }
    text
}

fn column(random: &mut Random, field: usize, body: &mut String) {
    if random.is(8) {
        writeln!(body, "  /// The field {}.", random.below(3)).unwrap();
    }
    let r#type = random.of(&TYPES);
    let (scalar, native) = r#type.split_once(' ').unwrap_or((r#type, ""));
    let modifier = random.of(&["", "", "?", "[]"]);
    let default = match (scalar, modifier, native) {
        ("Int" | "BigInt" | "Float", "" | "?", _) => random.of(&["", "@default(1)", "@default(2)"]),
        ("String", "" | "?", "" | "@db.VarChar(20)") => {
            random.of(&["", "@default(\"x\")", "@default(\"it's\")"])
        }
        ("Boolean", "" | "?", _) => random.of(&["", "@default(true)"]),
        ("DateTime", "" | "?", "" | "@db.Timestamptz(3)") => random.of(&["", "@default(now())"]),
        ("E0" | "E1", "" | "?", _) => random.of(&["", "@default(A)", "@default(B)"]),
        ("Int", "[]", _) => random.of(&["", "@default([1, 2])", "@default([])"]),
        _ => "",
    };
    let unique = if random.is(10) { "@unique" } else { "" };
    writeln!(
        body,
        "  f{field} {scalar}{modifier} {native} {default} {unique}"
    )
    .unwrap();
    if random.is(8) {
        writeln!(body, "  @@index([f{field}])").unwrap();
    }
    if scalar == "Int" && modifier.is_empty() && default.is_empty() && unique.is_empty() {
        match random.below(6) {
            0 => writeln!(body, "  @@check(\"f{field} > -5\", map: \"c{field}\")").unwrap(),
            1 => writeln!(body, "  g{field} Int @generated(\"f{field} + 1\")").unwrap(),
            2 => writeln!(
                body,
                "  @@index([raw(\"f{field} * 2\")], map: \"i{field}\")"
            )
            .unwrap(),
            _ => {}
        }
    }
}

/// The next schema that is right.
fn valid(random: &mut Random) -> (String, DatabaseModel) {
    loop {
        let text = schema(random);
        // Names of constraints are those of their schema: a check of each model's column.
        let text = distinct_names(&text);
        if let Ok(model) = try_model(&text) {
            return (text, model);
        }
    }
}

/// Puts the model's name into the names of its indexes.
fn distinct_names(text: &str) -> String {
    let mut model = "";
    let lines = text.lines().map(|line| {
        if let Some(rest) = line.strip_prefix("model ") {
            model = rest.split(' ').next().unwrap_or_default();
        }
        line.replace("map: \"", &format!("map: \"{model}_")) + "\n"
    });
    lines.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_between_random_schemas_lead_from_one_to_the_other() {
    let pairs = std::env::var("PLEXICA_DIFF_PAIRS");
    let pairs = pairs.map_or(PAIRS, |pairs| pairs.parse().unwrap());
    let first = std::env::var("PLEXICA_DIFF_SEED").map_or(1, |seed| seed.parse().unwrap());
    let database = Database::new().await;
    let mut with_rows = 0;
    for seed in first..first + pairs {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let ((from_text, from), (to_text, to)) = (valid(&mut random), valid(&mut random));
        let say = || format!("seed {seed}\n{from_text}\n=>\n{to_text}");
        let diff = Diff::between(&from, &to, &Renames::default());
        let steps = diff
            .unwrap_or_else(|error: DiffError| panic!("{error}\n{}", say()))
            .tenant;
        let (from, to) = (from.tenant.unwrap(), to.tenant.unwrap());
        database.make("led", &from).await;
        let difference = database.difference(&to, &steps, "led").await;
        assert!(
            difference.is_empty(),
            "{}\n{}\n{}",
            difference.join("\n"),
            script(&steps),
            say()
        );
        with_rows += usize::from(keeps_rows(&database, &from, &steps).await.unwrap_or_else(
            |why| {
                panic!("{why}\n{}\n{}", script(&steps), say());
            },
        ));
    }
    assert!(with_rows > 0, "no pair had rows that went through");
}

/// Takes the steps with a row in each table. They may fail only where a step says so, and then change
/// nothing; otherwise each table that stays has its row. Whether they went through.
async fn keeps_rows(
    database: &Database,
    from: &PhysicalSchema,
    steps: &[Step],
) -> Result<bool, String> {
    database.make("led", from).await;
    let mut filled = Vec::new();
    for table in &from.tables {
        let insert = [format!(
            "INSERT INTO {} {}",
            table.name,
            if table
                .columns
                .iter()
                .any(|column| column.default.is_none() && !column.is_nullable)
            {
                continue;
            } else {
                "DEFAULT VALUES"
            }
        )];
        if database.run("led", &insert).await.is_ok() {
            filled.push(&table.name);
        }
    }
    let may_fail = steps
        .iter()
        .flat_map(Step::hazards)
        .any(|hazard| matches!(hazard.kind, HazardKind::MayFail | HazardKind::LongLock));
    match database.take("led", steps).await {
        Err(_) if may_fail => return Ok(false),
        Err(error) => return Err(format!("it failed and no step said that it may: {error:?}")),
        Ok(()) => {}
    }
    for table in filled {
        if steps.contains(&Step::DropTable(table.clone())) {
            continue;
        }
        let count = format!("SELECT count(*) FROM led.{table}");
        let count: i64 = database.client.query_one(&count, &[]).await.unwrap().get(0);
        if count != 1 {
            return Err(format!("{table} has {count} rows"));
        }
    }
    Ok(true)
}
