//! Icons of one family: outlines on a square of 16 units. An icon says nothing that isn't also written beside it.

use leptos::prelude::*;
use leptos::svg;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A managed identity.
    Identity,
    /// A user.
    User,
    /// A group.
    Group,
    /// An application.
    Application,
    /// The identity of an AI agent.
    Agent,
    /// A credential.
    Key,
    /// An Azure resource.
    Resource,
    /// An API.
    Api,
    /// An Entra role.
    Role,
    /// A scope in Azure.
    Scope,
    /// An object of another kind.
    Object,
    /// Several things.
    Several,
    /// A list.
    List,
    /// Something that is not known.
    Unknown,
    /// Nothing.
    Nothing,
    /// Done, or in order.
    Done,
    /// Something to do.
    Warning,
    /// A time.
    Clock,
    /// A search.
    Search,
    /// Something that can be done.
    Action,
    /// An Automation account.
    Automation,
    /// A machine.
    Machine,
    /// A web app or a function app.
    WebApp,
    /// A logic app.
    Workflow,
    /// A container.
    Container,
    /// A Kubernetes cluster.
    Cluster,
    /// A database.
    Database,
    /// Storage.
    Storage,
    /// A key vault.
    Vault,
    /// A policy assignment.
    Policy,
    /// A data factory.
    Factory,
    /// Something that is removed or closed.
    Close,
}

impl Icon {
    /// The outline, as path data of SVG.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Identity => {
                "M3 1.5h10v13h-10zM8 8.5a2 2 0 1 0 0-4a2 2 0 0 0 0 4zM5 12.5a3 2.5 0 0 1 6 0zM6.5 1.5v1.5h3v-1.5"
            }
            Self::User => "M8 7.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6zM2.5 14.5a5.5 5 0 0 1 11 0z",
            Self::Group => {
                "M6 7a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5zM1.5 13.5a4.5 4.5 0 0 1 9 0zM10.5 2.3a2.5 2.5 0 0 1 0 \
                 4.5M12 9.3a4.5 4.5 0 0 1 2.5 4.2"
            }
            Self::Application => "M2 3h12v10h-12zM2 6h12M4 4.5h.01M6 4.5h.01",
            Self::Agent => "M3 6h10v7.5h-10zM8 6v-3M8 2.5h.01M6 9h.01M10 9h.01M6.5 11.5h3M1 8.5v2M15 8.5v2",
            Self::Key => {
                "M14 5.5a3.5 3.5 0 1 0-6.7 1.4L1.5 12.5v2h2.5v-1.5h1.5v-1.5h1.5l2-2A3.5 3.5 0 0 0 14 5.5zM11.2 4.8h.01"
            }
            Self::Resource => "M8 1.5l5.5 3v7l-5.5 3l-5.5-3v-7zM2.5 4.5l5.5 3l5.5-3M8 7.5v7",
            Self::Api => {
                "M5.5 2.5h-1a1.5 1.5 0 0 0-1.5 1.5v2.5l-1 1.5l1 1.5v2.5a1.5 1.5 0 0 0 1.5 1.5h1M10.5 2.5h1a1.5 1.5 0 0 \
                 1 1.5 1.5v2.5l1 1.5l-1 1.5v2.5a1.5 1.5 0 0 1-1.5 1.5h-1"
            }
            Self::Role => "M8 1.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7c-3.2-1.2-5.5-3.5-5.5-7v-4z",
            Self::Scope => "M8 1.5l6.5 3.2l-6.5 3.2l-6.5-3.2zM1.5 8l6.5 3.2l6.5-3.2M1.5 11.3l6.5 3.2l6.5-3.2",
            Self::Object => "M8 14.5a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13z",
            Self::Several => "M2 2h7v7h-7zM11 4.5h2v8.5h-8.5v-2",
            Self::List => "M6 3.5h8M6 8h8M6 12.5h8M2.5 3.5h.01M2.5 8h.01M2.5 12.5h.01",
            Self::Unknown => {
                "M8 14.5a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM6.1 6.2a1.9 1.9 0 1 1 2.8 1.7c-.7.4-.9.7-.9 1.4M8 11.4h.01"
            }
            Self::Nothing => "M8 14.5a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM5 8h6",
            Self::Done => "M8 14.5a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM5 8.3l2.1 2.1l4-4.4",
            Self::Warning => "M8 1.8l6.5 12h-13zM8 6v4M8 11.9h.01",
            Self::Clock => "M8 14.5a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM8 4.5v3.5l2.5 1.5",
            Self::Search => "M7 12a5 5 0 1 0 0-10a5 5 0 0 0 0 10zM10.7 10.7l3.8 3.8",
            Self::Action => "M8 14.5a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM6.8 5l3 3l-3 3",
            Self::Automation => "M9 1.5l-5.5 8h4l-.5 5l5.5-8h-4z",
            Self::Machine => "M1.5 2.5h13v8.5h-13zM5 14h6M8 11v3",
            Self::WebApp => {
                "M8 14.5a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM1.5 8h13M8 1.5c2 2 2.8 4.2 2.8 6.5s-.8 4.5-2.8 6.5c-2-2-2.8-4.2-2.8-6.5s.8-4.5 \
                 2.8-6.5z"
            }
            Self::Workflow => "M5.5 1.5h5v3.5h-5zM1.5 11h5v3.5h-5zM9.5 11h5v3.5h-5zM8 5v3M4 11v-3h8v3",
            Self::Container => "M1.5 4h13v8h-13zM4.8 4v8M8 4v8M11.2 4v8",
            Self::Cluster => {
                "M8 1.5l5.5 3.2v6.6l-5.5 3.2l-5.5-3.2v-6.6zM8 10.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5zM8 1.5v4M2.5 \
                 11.3l3.3-2M13.5 11.3l-3.3-2"
            }
            Self::Database => {
                "M13 3.5c0 1.1-2.2 2-5 2s-5-.9-5-2s2.2-2 5-2s5 .9 5 2zM3 3.5v9c0 1.1 2.2 2 5 2s5-.9 5-2v-9M3 8c0 1.1 2.2 \
                 2 5 2s5-.9 5-2"
            }
            Self::Storage => "M2 2.5h12v4.5h-12zM2 9h12v4.5h-12zM4.5 4.8h.01M4.5 11.3h.01",
            Self::Vault => {
                "M2 2.5h12v11h-12zM8 10.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5zM8 5.5v-1.2M8 11.7v-1.2M10.5 8h1.2"
            }
            Self::Policy => "M3.5 1.5h6.5l2.5 2.5v10.5h-9zM5.8 8.5l1.5 1.5l3-3",
            Self::Factory => "M1.5 14v-6.5l4 2.5v-2.5l4 2.5v-8h4v12z",
            Self::Close => "M4 4l8 8M12 4l-8 8",
        }
    }

    /// The icon beside a text, hidden from screen readers.
    pub fn draw(self) -> AnyView {
        svg::svg()
            .attr("class", "icon")
            .attr("viewBox", "0 0 16 16")
            .attr("aria-hidden", "true")
            .child(svg::path().attr("d", self.path()))
            .into_any()
    }
}
