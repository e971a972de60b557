//! Conditions on network addresses.

use cidr::IpInet;

use super::{Filter, Node, Writer};
use crate::{
    model::{Column, ColumnDef, Model},
    value::{Bind, ColumnValue, Value},
};

/// A condition on an address.
#[derive(Debug, Clone)]
pub(crate) enum NetworkNode {
    /// By an operator of PostgreSQL's for networks.
    Compare(&'static str, Value),
    /// The version of the protocol: 4 or 6.
    Family(&'static str),
}

impl<M: Model, T: ColumnValue<Scalar = IpInet>> Column<M, T> {
    fn network(self, node: NetworkNode) -> Filter<M> {
        Filter::from_node(Node::Network {
            place: self.place(),
            node,
        })
    }

    /// Lies within the network or is the network itself (PostgreSQL's `<<=`).
    ///
    /// ```ignore
    /// visit::address.is_within("10.0.0.0/8".parse::<IpInet>()?)
    /// ```
    pub fn is_within(self, network: impl Bind<IpInet>) -> Filter<M> {
        self.network(NetworkNode::Compare(" <<= ", network.bind()))
    }

    /// Lies within the network, and is smaller (PostgreSQL's `<<`).
    pub fn is_strictly_within(self, network: impl Bind<IpInet>) -> Filter<M> {
        self.network(NetworkNode::Compare(" << ", network.bind()))
    }

    /// Is a network that has the address in it, or is the same (PostgreSQL's `>>=`).
    pub fn has_within(self, address: impl Bind<IpInet>) -> Filter<M> {
        self.network(NetworkNode::Compare(" >>= ", address.bind()))
    }

    /// Is a network that has the address in it, and is larger (PostgreSQL's `>>`).
    pub fn has_strictly_within(self, address: impl Bind<IpInet>) -> Filter<M> {
        self.network(NetworkNode::Compare(" >> ", address.bind()))
    }

    /// Lies within the network, or has it within (PostgreSQL's `&&`).
    pub fn overlaps(self, network: impl Bind<IpInet>) -> Filter<M> {
        self.network(NetworkNode::Compare(" && ", network.bind()))
    }

    /// Is an address of IPv4.
    pub fn is_ipv4(self) -> Filter<M> {
        self.network(NetworkNode::Family("4"))
    }

    /// Is an address of IPv6.
    pub fn is_ipv6(self) -> Filter<M> {
        self.network(NetworkNode::Family("6"))
    }
}

impl NetworkNode {
    pub(crate) fn write(self, writer: &mut Writer<'_>, column: &ColumnDef, alias: &str) {
        match self {
            Self::Compare(operator, value) => {
                column.reference(&mut writer.sql, alias);
                writer.push(operator);
                writer.parameter(column, value);
            }
            Self::Family(version) => {
                writer.push("family(");
                column.reference(&mut writer.sql, alias);
                writer.push(") = ");
                writer.push(version);
            }
        }
    }
}
