use crate::{
    query::{
        AggregateCondition, JsonNode, ListNode, NetworkNode, RelatedRows, SearchNode, TextOperator,
    },
    value::Value,
};

/// A condition on the rows of a table, whose columns are known by their places.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Compare {
        place: u16,
        operator: Operator,
        value: Value,
    },
    /// Two columns of the table.
    CompareColumns {
        place: u16,
        operator: Operator,
        other: u16,
    },
    Null {
        place: u16,
        negated: bool,
    },
    InList {
        place: u16,
        values: Value,
        negated: bool,
    },
    Text {
        place: u16,
        operator: TextOperator,
        text: String,
    },
    /// Fits one of the patterns, without regard to case.
    TextInList {
        place: u16,
        patterns: Value,
    },
    Search(Box<SearchNode>),
    Json(Box<JsonNode>),
    Network {
        place: u16,
        node: NetworkNode,
    },
    List {
        place: u16,
        node: ListNode,
    },
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    /// False or unknown. `NOT` alone leaves what is unknown unknown.
    NotTrue(Box<Node>),
    /// The columns, taken together, equal one of the rows that the lists make side by side.
    InRows {
        columns: Vec<(u16, Value)>,
    },
    /// Whether there are related rows.
    Related {
        rows: Box<RelatedRows>,
        negated: bool,
    },
    /// How many related rows there are.
    RelatedCount {
        rows: Box<RelatedRows>,
        operator: Operator,
        number: i64,
    },
    /// The columns, taken together, in the order of rows: by the first, then the second.
    CompareRow {
        columns: Vec<(u16, Value)>,
        operator: Operator,
    },
    /// Of a group of rows.
    Aggregate(Box<AggregateCondition>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl Node {
    pub(crate) fn and(self, other: Self) -> Self {
        match self {
            Self::All(nodes) if nodes.is_empty() => other,
            Self::All(mut nodes) => {
                nodes.push(other);
                Self::All(nodes)
            }
            node => Self::All(vec![node, other]),
        }
    }

    /// Whether it says nothing, so that a statement needs no `WHERE`.
    pub(crate) fn is_all(&self) -> bool {
        matches!(self, Self::All(nodes) if nodes.is_empty())
    }
}
