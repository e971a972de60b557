//! The tree keeps what a formatter needs: order, places and comments, also of a wrong file.

use plexica_schema::{
    Sources,
    ast::{CommentKind, Line, Value},
    parse,
};

#[test]
fn every_comment_is_kept_in_order() {
    let text = "// one\n/// two\nmodel A { // three\n  id Int /* four */ @id(/* five */ map: \"x\" // six\n  ) // seven\n  /// eight\n\n}\n// nine";
    let sources = Sources::from_texts([("a.plx", text)]);
    let (files, found) = parse(&sources);
    assert!(found.is_empty(), "{found}");
    let comments = &files[0].comments;
    let texts: Vec<_> = comments.iter().map(|comment| comment.text.trim()).collect();
    let expected = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    assert_eq!(texts, expected);
    let kinds: Vec<_> = comments.iter().map(|comment| comment.kind).collect();
    use CommentKind::{Block, Documentation, Line};
    let expected = [
        Line,
        Documentation,
        Line,
        Block,
        Block,
        Line,
        Line,
        Documentation,
        Line,
    ];
    assert_eq!(kinds, expected);
    for comment in comments {
        let written = sources.text(comment.span);
        assert!(written.starts_with('/') && written.contains(comment.text.as_str()));
    }
}

#[test]
fn lines_stand_in_their_order_and_bad_ones_hide_no_others() {
    let text =
        "model A {\n  id Int @id\n  what is this!\n  @@map(\"a\")\n  x = 1\n  name String?\n}\n";
    let sources = Sources::from_texts([("a.plx", text)]);
    let (files, found) = parse(&sources);
    assert_eq!(found.len(), 1, "{found}");
    let block = &files[0].blocks[0];
    let told: Vec<_> = block
        .lines
        .iter()
        .map(|line| match line {
            Line::Field(field) => sources.text(field.span),
            Line::Property(property) => sources.text(property.span),
            Line::Attribute(attribute) => sources.text(attribute.span),
            Line::Unknown(line) => sources.text(line.span),
        })
        .collect();
    assert_eq!(
        told,
        [
            "id Int @id",
            "what is this!",
            "@@map(\"a\")",
            "x = 1",
            "name String?"
        ]
    );
    assert!(sources.text(block.span).starts_with("model A {"));
    assert_eq!(sources.text(block.header()), "model A");
}

#[test]
fn values_nest() {
    let text = "x {\n  a = [1, -2.5, { k: f(\"s\", n: [w.x]) }, true]\n}";
    let (files, found) = parse(&Sources::from_texts([("a.plx", text)]));
    assert!(found.is_empty(), "{found}");
    let Line::Property(property) = &files[0].blocks[0].lines[0] else {
        panic!("a setting")
    };
    let Value::Array(items) = &property.value.value else {
        panic!("a list")
    };
    assert_eq!(items[0].value, Value::Number("1".into()));
    assert_eq!(items[1].value, Value::Number("-2.5".into()));
    assert_eq!(items[3].value, Value::Constant("true".into()));
    let Value::Object(entries) = &items[2].value else {
        panic!("an object")
    };
    let Value::Function(function) = &entries[0].value.value else {
        panic!("a function")
    };
    assert_eq!(
        (entries[0].key.text.as_str(), function.name.text.as_str()),
        ("k", "f")
    );
    let named = &function.arguments.list[1];
    assert_eq!(named.name.as_ref().unwrap().text, "n");
    let Value::Array(words) = &named.value.value else {
        panic!("a list")
    };
    assert_eq!(words[0].value, Value::Constant("w.x".into()));
}

#[test]
fn what_is_outside_of_blocks_has_its_place_and_so_has_each_closing_brace() {
    let text = "stray\nmodel A {\n}\n }\nmodel B {\n  id Int\n";
    let sources = Sources::from_texts([("a.plx", text)]);
    let (files, _) = parse(&sources);
    let stray: Vec<_> = files[0]
        .stray_lines
        .iter()
        .map(|span| sources.text(*span))
        .collect();
    assert_eq!(stray, ["stray", "}"]);
    let [a, b] = files[0].blocks.as_slice() else {
        panic!("two blocks")
    };
    assert_eq!(a.close.map(|span| span.end), Some(a.span.end));
    assert_eq!(b.close, None);
    assert!(files[0].is_complete);
}

#[test]
fn a_tree_that_lacks_a_part_of_the_text_says_so() {
    let deep = format!("model A {{\n  id Int @x({}\n}}\n", "(".repeat(100));
    for text in ["model A {\n}\n/* no end", deep.as_str()] {
        let (files, _) = parse(&Sources::from_texts([("a.plx", text)]));
        assert!(!files[0].is_complete, "{text}");
    }
}
