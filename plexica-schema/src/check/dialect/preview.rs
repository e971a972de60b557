use crate::{
    ast::{Block, File, Line, Value},
    check::expect,
};

/// Whether a generator names a preview feature: what is in Prisma for those who ask for it.
pub(super) fn is_asked_for(files: &[File], feature: &str) -> bool {
    let blocks = files.iter().flat_map(|file| &file.blocks);
    blocks.into_iter().any(|block| asks_for(block, feature))
}

fn asks_for(block: &Block, feature: &str) -> bool {
    let is_it = |name: &str| name == feature;
    block.lines.iter().any(|line| match line {
        Line::Property(property) if property.name.text == "previewFeatures" => {
            let features = expect::list(&property.value);
            features
                .iter()
                .any(|found| matches!(&found.value, Value::String(name) if is_it(name)))
        }
        _ => false,
    })
}
