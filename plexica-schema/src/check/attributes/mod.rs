//! The third pass: what the attributes say, each on its own.

mod check_constraint;
mod column;
mod column_list;
mod r#enum;
mod exclude;
mod generated;
mod ignore;
mod index;
mod index_expression;
mod key;
mod map;
mod model;
mod native_type;
mod native_type_arguments;
mod predicate;
mod raw_sql;
mod referential_action;
mod relation_field;
mod rust_type;
mod scope;
mod soft_delete;
mod unbuilt;
mod version;

pub(super) use exclude::name_span as exclusion_name_span;

use super::draft::Draft;
use crate::{
    diagnostics::Sink,
    schema::{EnumId, to_u32},
};

pub(super) fn check_attributes(draft: &mut Draft<'_>, sink: &mut Sink) {
    for index in 0..draft.enums.len() {
        r#enum::check(draft, EnumId(to_u32(index)), sink);
    }
    for model in draft.model_ids() {
        model::check(draft, model, sink);
    }
}
