//! Full-text search: the words of a text, and not its characters.

use std::marker::PhantomData;

use super::{Direction, Filter, Node, Order, Writer};
use crate::{
    model::{Column, Model, ModelDef, Unique},
    value::{ColumnValue, PgType, Textual},
};

macro_rules! languages {
    ($($(#[$doc:meta])* $language:ident $sql:literal)*) => {
        /// How a text becomes words: PostgreSQL's own text search configurations.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names of languages")]
        pub enum SearchLanguage {
            $($(#[$doc])* $language,)*
        }

        impl SearchLanguage {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$language),*];

            fn sql(self) -> &'static str {
                match self {
                    $(Self::$language => concat!("'pg_catalog.", $sql, "'::regconfig"),)*
                }
            }
        }
    };
}

// Those that PostgreSQL 14 has.
languages! {
    /// Words as they are, in lower case. For texts of any language, and for names.
    #[default]
    Simple "simple"
    Arabic "arabic"
    Armenian "armenian"
    Basque "basque"
    Catalan "catalan"
    Danish "danish"
    Dutch "dutch"
    English "english"
    Finnish "finnish"
    French "french"
    German "german"
    Greek "greek"
    Hindi "hindi"
    Hungarian "hungarian"
    Indonesian "indonesian"
    Irish "irish"
    Italian "italian"
    Lithuanian "lithuanian"
    Nepali "nepali"
    Norwegian "norwegian"
    Portuguese "portuguese"
    Romanian "romanian"
    Russian "russian"
    Serbian "serbian"
    Spanish "spanish"
    Swedish "swedish"
    Tamil "tamil"
    Turkish "turkish"
    Yiddish "yiddish"
}

/// That the words of some columns fit a query.
#[derive(Debug, Clone)]
pub(crate) struct SearchNode {
    places: Vec<u16>,
    language: SearchLanguage,
    query: String,
}

impl SearchNode {
    fn filter<M>(places: Vec<u16>, language: SearchLanguage, query: String) -> Filter<M> {
        Filter::from_node(Node::Search(Box::new(Self {
            places,
            language,
            query,
        })))
    }

    pub(crate) fn write(self, writer: &mut Writer<'_>, model: &ModelDef, alias: &str) {
        self.write_words(writer, model, alias);
        writer.push(" @@ ");
        self.write_query(writer);
    }

    /// How well the words fit: `0` where they do not, and the more the better.
    pub(super) fn write_rank(&self, writer: &mut Writer<'_>, model: &ModelDef, alias: &str) {
        writer.push("ts_rank(");
        self.write_words(writer, model, alias);
        writer.push(", ");
        self.write_query(writer);
        writer.push(")");
    }

    fn write_words(&self, writer: &mut Writer<'_>, model: &ModelDef, alias: &str) {
        writer.push("to_tsvector(");
        writer.push(self.language.sql());
        writer.push(", ");
        if let [place] = self.places[..] {
            let column = model.column(place);
            column.reference(&mut writer.sql, alias);
            let is_string = matches!(column.r#type, PgType::Text | PgType::VarChar | PgType::Char);
            writer.push(if is_string { "" } else { "::text" });
        } else {
            for (index, place) in self.places.iter().enumerate() {
                let column = model.column(*place);
                writer.push(if index > 0 {
                    " || ' ' || coalesce("
                } else {
                    "coalesce("
                });
                column.reference(&mut writer.sql, alias);
                let is_text = column.r#type == PgType::Text;
                writer.push(if is_text { ", '')" } else { "::text, '')" });
            }
        }
        writer.push(")");
    }

    fn write_query(&self, writer: &mut Writer<'_>) {
        writer.push("websearch_to_tsquery(");
        writer.push(self.language.sql());
        writer.push(", ");
        writer.text_parameter(self.query.clone());
        writer.push(")");
    }
}

/// How well the words of some columns fit a query, to order by.
#[must_use]
#[derive(Debug, Clone)]
pub struct TextRank<M> {
    search: SearchNode,
    of: PhantomData<fn() -> M>,
}

impl<M> TextRank<M> {
    fn of(places: Vec<u16>, language: SearchLanguage, query: String) -> Self {
        Self {
            search: SearchNode {
                places,
                language,
                query,
            },
            of: PhantomData,
        }
    }

    /// What fits worst first.
    pub fn asc(self) -> Order<M> {
        Order::by_rank(self.search, Direction::Ascending)
    }

    /// What fits best first. A text without a value comes first too; `nulls_last` says otherwise.
    pub fn desc(self) -> Order<M> {
        Order::by_rank(self.search, Direction::Descending)
    }
}

impl<M: Model, T: ColumnValue> Column<M, T>
where
    T::Scalar: Textual,
{
    /// Has the words of a query in it, in whatever order, as they are
    /// ([`SearchLanguage::Simple`]).
    ///
    /// The query is what people type into a search engine: `rust -c "query builder" or orm`. No text
    /// is a wrong one; one without words finds nothing.
    ///
    /// An index for it is `@@index([raw("to_tsvector('simple', body)")], type: Gin, map: "…")`.
    pub fn search(self, query: impl Into<String>) -> Filter<M> {
        self.search_in(SearchLanguage::Simple, query)
    }

    /// Has the words of a query in it, in any of their forms in a language.
    ///
    /// ```ignore
    /// article::body.search_in(SearchLanguage::English, "running fox")
    /// ```
    pub fn search_in(self, language: SearchLanguage, query: impl Into<String>) -> Filter<M> {
        SearchNode::filter(vec![self.place()], language, query.into())
    }

    /// How well its words fit a query, for `order_by`. Every row has a rank, so a
    /// [`search`](Self::search) goes with it.
    ///
    /// ```ignore
    /// let words = "rust orm";
    /// acme.article()
    ///     .find_many()
    ///     .filter(article::body.search(words))
    ///     .order_by((article::body.rank(words).desc(), article::id.asc()))
    ///     .await?;
    /// ```
    ///
    /// The rank is PostgreSQL's `ts_rank`, worked out for each row that matches.
    pub fn rank(self, query: impl Into<String>) -> TextRank<M> {
        self.rank_in(SearchLanguage::Simple, query)
    }

    /// How well its words fit a query, in any of their forms in a language.
    pub fn rank_in(self, language: SearchLanguage, query: impl Into<String>) -> TextRank<M> {
        TextRank::of(vec![self.place()], language, query.into())
    }
}

/// Several columns of text, searched as if they were one: `(article::title, article::body)`.
///
/// ```ignore
/// use plexica_client::query::TextSearch as _;
///
/// (article::title, article::body).search("rust orm")
/// ```
///
/// A column without a value has no words. An index for it is over just this, with `::text` behind a
/// column of another type:
/// `to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(body, ''))`.
pub trait TextSearch: Sized {
    /// The model of the columns.
    type Model;

    /// Together have the words of a query in them, as they are. See [`Column::search`].
    fn search(self, query: impl Into<String>) -> Filter<Self::Model> {
        self.search_in(SearchLanguage::Simple, query)
    }

    /// Together have the words of a query in them, in any of their forms in a language.
    fn search_in(self, language: SearchLanguage, query: impl Into<String>) -> Filter<Self::Model>;

    /// How well their words together fit a query, as they are. See [`Column::rank`].
    fn rank(self, query: impl Into<String>) -> TextRank<Self::Model> {
        self.rank_in(SearchLanguage::Simple, query)
    }

    /// How well their words together fit a query, in any of their forms in a language.
    fn rank_in(self, language: SearchLanguage, query: impl Into<String>) -> TextRank<Self::Model>;
}

/// A column of text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column of text",
    label = "not a column of text"
)]
pub trait TextColumn {
    /// The model with the column.
    type Model;

    #[doc(hidden)]
    fn text_place(self) -> u16;
}

macro_rules! columns {
    ($($column:ident)*) => {$(
        impl<M, T: ColumnValue> TextColumn for $column<M, T>
        where
            T::Scalar: Textual,
        {
            type Model = M;

            fn text_place(self) -> u16 {
                self.place()
            }
        }
    )*};
}

columns!(Column Unique);

macro_rules! column_tuples {
    ($first:ident 0 $(, $column:ident $place:tt)*) => {
        impl<$first: TextColumn $(, $column: TextColumn<Model = $first::Model>)*> TextSearch
            for ($first, $($column,)*)
        {
            type Model = $first::Model;

            fn search_in(
                self,
                language: SearchLanguage,
                query: impl Into<String>,
            ) -> Filter<$first::Model> {
                let places = vec![self.0.text_place() $(, self.$place.text_place())*];
                SearchNode::filter(places, language, query.into())
            }

            fn rank_in(
                self,
                language: SearchLanguage,
                query: impl Into<String>,
            ) -> TextRank<$first::Model> {
                let places = vec![self.0.text_place() $(, self.$place.text_place())*];
                TextRank::of(places, language, query.into())
            }
        }
    };
}

column_tuples!(A 0, B 1);
column_tuples!(A 0, B 1, C 2);
column_tuples!(A 0, B 1, C 2, D 3);
column_tuples!(A 0, B 1, C 2, D 3, E 4);
column_tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
