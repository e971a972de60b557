//! The file that keeps a query's types: TOML, of the few forms that it is written in.

use super::{COMMAND, QueryColumn, QueryFile, QueryTypes, TypeName};

/// Why a query's types cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusable {
    /// They are of another text.
    Stale,
    /// The file is not as it is written.
    Damaged,
}

impl QueryTypes {
    /// The file's text.
    #[must_use]
    pub fn to_text(&self, file: &QueryFile) -> String {
        let mut text = format!(
            "# What the database says of `{}.sql`. Written by `{COMMAND}`, and checked in.\n\
             hash = {}\n",
            file.name,
            string(&file.hash())
        );
        for (parameter, r#type) in file.parameters.iter().zip(&self.parameters) {
            let (name, r#type) = (string(&parameter.name), string(&r#type.to_string()));
            text.push_str(&format!("\n[[parameters]]\nname = {name}\ntype = {type}\n"));
        }
        for column in &self.columns {
            let (name, r#type) = (string(&column.name), string(&column.r#type.to_string()));
            let nullable = column.is_nullable;
            text.push_str(&format!(
                "\n[[columns]]\nname = {name}\ntype = {type}\nnullable = {nullable}\n"
            ));
        }
        text
    }

    /// Reads the text of the file that was written for `file`.
    pub(super) fn read(text: &str, file: &QueryFile) -> Result<Self, Unusable> {
        let mut lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut value = |key: &str| {
            let line = lines.next()?;
            let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
            Some(value.trim_start())
        };
        match value("hash").and_then(unquoted) {
            None => return Err(Unusable::Damaged),
            Some(hash) if hash != file.hash() => return Err(Unusable::Stale),
            Some(_) => {}
        }
        let types = read_tables(lines).ok_or(Unusable::Damaged)?;
        let (names, parameters): (Vec<String>, Vec<TypeName>) = types.0.into_iter().unzip();
        let expected = file.parameters.iter().map(|parameter| &parameter.name);
        if !names.iter().eq(expected) {
            return Err(Unusable::Damaged);
        }
        Ok(Self {
            parameters,
            columns: types.1,
        })
    }
}

type Tables = (Vec<(String, TypeName)>, Vec<QueryColumn>);

fn read_tables<'t>(mut lines: impl Iterator<Item = &'t str>) -> Option<Tables> {
    let mut tables = Tables::default();
    while let Some(table) = lines.next() {
        let mut value = |key: &str| {
            let value = lines.next()?.strip_prefix(key)?.trim_start();
            Some(value.strip_prefix('=')?.trim_start())
        };
        let name = value("name").and_then(unquoted)?;
        let r#type = TypeName::parse(&value("type").and_then(unquoted)?);
        match table {
            "[[parameters]]" => tables.0.push((name, r#type)),
            "[[columns]]" => {
                let is_nullable = value("nullable")?.parse().ok()?;
                tables.1.push(QueryColumn {
                    name,
                    r#type,
                    is_nullable,
                });
            }
            _ => return None,
        }
    }
    Some(tables)
}

/// A basic string of TOML.
fn string(text: &str) -> String {
    let mut string = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => string.extend(['\\', character]),
            control if control.is_control() => {
                string.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            character => string.push(character),
        }
    }
    string.push('"');
    string
}

fn unquoted(text: &str) -> Option<String> {
    let mut characters = text.strip_prefix('"')?.strip_suffix('"')?.chars();
    let mut unquoted = String::new();
    while let Some(character) = characters.next() {
        unquoted.push(match character {
            '"' => return None,
            '\\' => match characters.next()? {
                'u' => {
                    let digits: String = characters.by_ref().take(4).collect();
                    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                }
                escaped => escaped,
            },
            character => character,
        });
    }
    Some(unquoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> QueryFile {
        let text = "-- scope: core\nSELECT :a, :b?";
        QueryFile::parse("queries/two.sql".into(), text)
            .unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
    }

    fn types() -> QueryTypes {
        let array = TypeName {
            is_array: true,
            ..TypeName::own("text")
        };
        QueryTypes {
            parameters: vec![TypeName::own("int4"), array.clone()],
            columns: vec![
                QueryColumn {
                    name: "a \"b\\\n\u{7f}".into(),
                    r#type: TypeName::own("int4"),
                    is_nullable: true,
                },
                QueryColumn {
                    name: "mood!: Mood".into(),
                    r#type: array,
                    is_nullable: false,
                },
            ],
        }
    }

    #[test]
    fn types_come_back_as_they_were_written() {
        let text = types().to_text(&file());
        assert_eq!(QueryTypes::read(&text, &file()), Ok(types()));
        let windows = text.replace('\n', "\r\n");
        assert_eq!(QueryTypes::read(&windows, &file()), Ok(types()));
    }

    #[test]
    fn types_of_another_text_are_stale_and_what_is_not_understood_damaged() {
        let text = types().to_text(&file());
        let stale = text.replace(&file().hash(), "0000000000000000");
        assert_eq!(QueryTypes::read(&stale, &file()), Err(Unusable::Stale));
        for damaged in [
            String::new(),
            "<<<<<<< HEAD".to_owned(),
            text.replace("hash", "hush"),
            text.replace("\"b\"", "\"c\""),
            text.replace("[[columns]]", "[[rows]]"),
            text.replace("nullable = true", "nullable = maybe"),
            text.replace("nullable = false\n", ""),
            text.replace("name = \"a\"\n", ""),
            text.replace("type = \"int4\"\n", "type = int4\n"),
        ] {
            assert_eq!(
                QueryTypes::read(&damaged, &file()),
                Err(Unusable::Damaged),
                "{damaged}"
            );
        }
    }
}
