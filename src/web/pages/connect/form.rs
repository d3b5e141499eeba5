//! What a user has chosen and typed on the page so far: the commands, the file and the test all follow it.

use leptos::prelude::*;

use crate::web::config::{AccessMode, Config, Invalid, TypedConfig, TypedField, from_file};
use crate::web::reactive::memo;
use crate::web::session::{SessionControl, Setup};
use domain::scope::Scope;

/// What is chosen and typed.
#[derive(Clone, Copy)]
pub(super) struct ConnectForm {
    /// The fields and the mode.
    pub typed: RwSignal<TypedConfig>,
    /// Whether the commands add the permission for Azure.
    pub azure: RwSignal<bool>,
    /// The optional scopes that the registration for changes gets.
    pub extras: RwSignal<Vec<Scope>>,
    /// Whether the commands grant consent.
    pub consent: RwSignal<bool>,
    /// The configuration, or what is wrong with the first field that can't be used.
    pub config: Memo<Result<Config, Invalid>>,
}

impl ConnectForm {
    /// The form, with what the page signs in to now.
    pub fn new(control: SessionControl) -> Self {
        let now = control.session().with_untracked(|session| session.setup().and_then(Setup::config).cloned());
        let typed = RwSignal::new(now.as_ref().map(TypedConfig::of).unwrap_or_default());
        let config = memo(move || typed.with(TypedConfig::config));
        Self {
            typed,
            azure: RwSignal::new(false),
            extras: RwSignal::new(Vec::new()),
            consent: RwSignal::new(true),
            config,
        }
    }

    /// The mode.
    pub fn mode(self) -> AccessMode {
        self.typed.with(|typed| typed.mode)
    }

    /// Whether Azure is asked for: a deployment that only reads can't have it.
    pub fn with_azure(self) -> bool {
        self.azure.get() && self.mode() != AccessMode::ReadOnly
    }

    /// The optional scopes: a deployment that only reads can't have any.
    pub fn with_extras(self) -> Vec<Scope> {
        if self.mode() == AccessMode::ReadOnly { Vec::new() } else { self.extras.get() }
    }

    /// Adds an optional scope, or takes it out again.
    pub fn toggle_extra(self, scope: Scope) {
        self.extras.update(|extras| match extras.iter().position(|it| *it == scope) {
            Some(at) => drop(extras.remove(at)),
            None => extras.push(scope),
        });
    }

    /// The tenant, where the field has one.
    pub fn tenant(self) -> Option<String> {
        self.typed.with(|typed| {
            let is_valid = typed.invalid(TypedField::Tenant).is_none();
            is_valid.then(|| typed.tenant.trim().to_owned())
        })
    }

    /// Takes what was typed into a field. A whole `config.json` fills all of them.
    pub fn type_into(self, field: TypedField, text: String) {
        if let Some(Ok(config)) = from_file(&text) {
            return self.typed.set(TypedConfig::of(&config));
        }
        self.typed.update(|typed| match field {
            TypedField::Tenant => typed.tenant = text,
            TypedField::Client => typed.client = text,
            TypedField::Operator => typed.operator = text,
        });
    }

    /// The text of a field.
    pub fn text(self, field: TypedField) -> String {
        self.typed.with(|typed| match field {
            TypedField::Tenant => typed.tenant.clone(),
            TypedField::Client => typed.client.clone(),
            TypedField::Operator => typed.operator.clone(),
        })
    }
}
