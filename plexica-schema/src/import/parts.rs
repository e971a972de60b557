use super::{
    options::Options,
    provider::Provider,
    tree::{items, setting, string},
};
use crate::{
    FileId,
    ast::{Block, File},
};

/// A schema that Prisma reads by itself.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) datasource: Option<&'a Block>,
    pub(super) provider: Provider,
}

/// The parts of what is imported.
pub(super) struct Parts<'a> {
    platform: Part<'a>,
    /// That of the files that are for every tenant.
    tenant: Part<'a>,
    tenant_files: &'a [FileId],
}

impl<'a> Parts<'a> {
    pub(super) fn of(files: &'a [File], options: &'a Options) -> Self {
        let is_tenant = |file: &&File| options.tenant_files.contains(&file.id);
        let platform = datasource(files.iter().filter(|file| !is_tenant(file)));
        let tenant = datasource(files.iter().filter(is_tenant));
        Self {
            platform: Part::of(platform.or(tenant)),
            tenant: Part::of(tenant.or(platform)),
            tenant_files: &options.tenant_files,
        }
    }

    /// The part that a file belongs to.
    pub(super) fn of_file(&self, file: FileId) -> Part<'a> {
        if self.is_tenant(file) {
            self.tenant
        } else {
            self.platform
        }
    }

    pub(super) fn is_tenant(&self, file: FileId) -> bool {
        self.tenant_files.contains(&file)
    }

    /// The `datasource` of the result.
    pub(super) fn datasource(&self) -> Option<&'a Block> {
        self.platform.datasource
    }

    /// What native types start with in the result.
    pub(super) fn prefix(&self) -> &'a str {
        self.platform.prefix()
    }
}

impl<'a> Part<'a> {
    fn of(datasource: Option<&'a Block>) -> Self {
        let provider = datasource.and_then(provider);
        Self {
            datasource,
            provider: provider.unwrap_or(Provider::PostgreSql),
        }
    }

    /// What native types start with: the name of the `datasource`.
    pub(super) fn prefix(&self) -> &'a str {
        let name = self.datasource.and_then(|block| block.name.as_ref());
        name.map_or("db", |name| &name.text)
    }
}

fn datasource<'a>(files: impl Iterator<Item = &'a File>) -> Option<&'a Block> {
    let mut blocks = files.flat_map(|file| &file.blocks);
    blocks.find(|block| block.keyword.text == "datasource")
}

/// The first provider that is named: old schemas have a list.
fn provider(block: &Block) -> Option<Provider> {
    let values = items(setting(block, "provider")?);
    values.iter().filter_map(string).find_map(Provider::parse)
}
