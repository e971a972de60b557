/// `WorkspaceMember` as the name of a field: `workspaceMember`. Prisma's rules: a blank or a mark
/// starts a word, and so does a capital behind a small letter or a digit.
pub(super) fn camel_case(name: &str) -> String {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let mut text = String::with_capacity(name.len());
    let mut starts_word = false;
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() {
            starts_word = true;
        } else if c.is_numeric() {
            starts_word = true;
            text.push(c);
        } else if starts_word || before.is_lowercase() && c.is_uppercase() {
            starts_word = false;
            text.push(c.to_ascii_uppercase());
        } else {
            before = c;
            text.push(c.to_ascii_lowercase());
        }
    }
    text
}

/// The first letter small, as in the names of columns that refer: `blogId`.
pub(super) fn lower_first(name: &str) -> String {
    first(name, |c| c.to_lowercase().collect())
}

pub(super) fn upper_first(name: &str) -> String {
    first(name, |c| c.to_uppercase().collect())
}

fn first(name: &str, change: impl Fn(char) -> String) -> String {
    let mut rest = name.chars();
    let changed = rest.next().map(change).unwrap_or_default();
    changed + rest.as_str()
}

const SAME: [&str; 10] = [
    "equipment",
    "fish",
    "information",
    "money",
    "news",
    "people",
    "rice",
    "series",
    "sheep",
    "species",
];

/// Endings and what they become, the first that fits. The longer stand before those they end in.
const ENDINGS: [(&str, &str); 46] = [
    ("person", "people"),
    ("child", "children"),
    ("children", "children"),
    ("mouse", "mice"),
    ("louse", "lice"),
    ("matrix", "matrices"),
    ("vertex", "vertices"),
    ("index", "indices"),
    ("appendix", "appendices"),
    ("data", "data"),
    ("datum", "data"),
    ("agenda", "agenda"),
    ("bacterium", "bacteria"),
    ("curriculum", "curricula"),
    ("millennium", "millennia"),
    ("criterion", "criteria"),
    ("criteria", "criteria"),
    ("phenomenon", "phenomena"),
    ("axis", "axes"),
    ("testis", "testes"),
    ("sis", "ses"),
    ("alias", "aliases"),
    ("atlas", "atlases"),
    ("gas", "gases"),
    ("iris", "irises"),
    ("nucleus", "nuclei"),
    ("radius", "radii"),
    ("focus", "foci"),
    ("cactus", "cacti"),
    ("stimulus", "stimuli"),
    ("virus", "viri"),
    ("hero", "heroes"),
    ("potato", "potatoes"),
    ("tomato", "tomatoes"),
    ("knife", "knives"),
    ("wife", "wives"),
    ("life", "lives"),
    ("arf", "arves"),
    ("lf", "lves"),
    ("eaf", "eaves"),
    ("hoof", "hooves"),
    ("oaf", "oaves"),
    ("quy", "quies"),
    ("menus", "menus"),
    ("ss", "sses"),
    ("zz", "zzes"),
];

/// The name of a list: `posts`, `categories`. Prisma's rules, without its rare ones.
pub(super) fn plural(name: &str) -> String {
    match name {
        "man" => return "men".to_owned(),
        "woman" => return "women".to_owned(),
        "foot" => return "feet".to_owned(),
        "tooth" => return "teeth".to_owned(),
        "quiz" => return "quizzes".to_owned(),
        _ if SAME.contains(&name) => return name.to_owned(),
        _ => {}
    }
    for (ending, plural) in ENDINGS {
        if let Some(stem) = name.strip_suffix(ending) {
            return format!("{stem}{plural}");
        }
    }
    let is_vowel = |c: char| "aeiou".contains(c);
    let before_last = name.chars().rev().nth(1).unwrap_or('a');
    match name.chars().next_back() {
        Some('y') if !is_vowel(before_last) && before_last != 'y' => {
            format!("{}ies", &name[..name.len() - 1])
        }
        Some('x') => format!("{name}es"),
        Some('h') if matches!(before_last, 'c' | 's') => format!("{name}es"),
        // `status`, `bus`.
        Some('s') if before_last == 'u' && ends_like_status(name) => format!("{name}es"),
        Some('s') => name.to_owned(),
        _ => format!("{name}s"),
    }
}

/// A letter other than `a`, `o` and `u`, and `us` behind it.
fn ends_like_status(name: &str) -> bool {
    let letter = name.chars().rev().nth(2);
    letter.is_some_and(|c| !matches!(c, 'a' | 'o' | 'u'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_after_their_models_as_prisma_names_them() {
        let names = [
            ("Post", "post", "posts"),
            ("WorkspaceMember", "workspaceMember", "workspaceMembers"),
            ("Post2", "post2", "post2s"),
            ("user_account", "userAccount", "userAccounts"),
            ("APIKey", "apikey", "apikeys"),
            ("PostableEntity", "postableEntity", "postableEntities"),
            ("Day", "day", "days"),
            ("Box", "box", "boxes"),
            ("Branch", "branch", "branches"),
            ("Address", "address", "addresses"),
            ("OrderStatus", "orderStatus", "orderStatuses"),
            ("Person", "person", "people"),
            ("Child", "child", "children"),
            ("Analysis", "analysis", "analyses"),
            ("Metadata", "metadata", "metadata"),
            ("News", "news", "news"),
            ("Users", "users", "users"),
            ("Shelf", "shelf", "shelves"),
        ];
        for (model, one, many) in names {
            assert_eq!(camel_case(model), one);
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn columns_are_named_by_both_their_ends() {
        assert_eq!(lower_first("Blog") + &upper_first("id"), "blogId");
        assert_eq!(lower_first("") + &upper_first(""), "");
    }
}
