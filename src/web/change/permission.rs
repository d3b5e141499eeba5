//! What a reading or a change lacks of the sign-in, asked of the user. Everything here may open a window, so it has to
//! be begun by a click.

use leptos::prelude::WithUntracked;

use crate::web::session::{Session, SessionControl, SignInError};
use domain::problem::Problem;
use domain::scope::Scope;
use graph::transport::Authority;

/// Does what a problem with a reading asks of the sign-in. The sample tenant asks for nothing.
pub async fn resolve_read_problem(control: SessionControl, problem: Problem) -> Result<(), SignInError> {
    if is_sample(control) {
        return Ok(());
    }
    match problem {
        Problem::ScopeMissing(scopes) => control.request_scopes(&scopes).await,
        Problem::StepUp(claims) => control.step_up(Authority::Read, Some(claims)).await,
        Problem::SignInNeeded => control.step_up(Authority::Read, None).await,
        _ => Ok(()),
    }
}

/// Prepares reading again what failed. A role that was activated meanwhile shows in a new token only, so what was denied
/// is read with one.
pub async fn before_retry(control: SessionControl, problem: &Problem) {
    if matches!(problem, Problem::Forbidden(_) | Problem::RightLost(_)) {
        after_activation(control).await;
    }
}

/// Gets a new token, which has the roles that the user has activated. What was denied is then read again.
pub async fn after_activation(control: SessionControl) {
    if !is_sample(control) {
        control.renew_to_read().await;
    }
}

/// Does what a problem with reading Azure asks of the sign-in. Before Azure is connected, that is to connect it.
pub async fn resolve_azure_problem(control: SessionControl, problem: Problem) -> Result<(), SignInError> {
    if is_sample(control) {
        return Ok(());
    }
    match problem {
        Problem::StepUp(claims) => control.step_up(Authority::Azure, Some(claims)).await,
        Problem::SignInNeeded => control.connect_azure().await,
        _ => Ok(()),
    }
}

/// Makes sure that there are tokens for a change that takes these scopes, and perhaps changes Azure roles.
pub async fn ensure_change_token(
    control: SessionControl,
    scopes: &[Scope],
    changes_azure: bool,
) -> Result<(), SignInError> {
    if is_sample(control) {
        return Ok(());
    }
    control.begin_change(scopes).await?;
    if changes_azure { control.begin_azure_change().await } else { Ok(()) }
}

/// Does what a problem with changing an Azure role asks of the sign-in.
pub async fn to_go_on_in_azure(control: SessionControl, problem: Problem) -> Result<(), SignInError> {
    if is_sample(control) {
        return Ok(());
    }
    let was_connected = control
        .session()
        .with_untracked(|session| session.signed_in().is_some_and(|it| it.holder(Authority::Azure).is_some()));
    control.begin_azure_change().await?;
    match problem {
        Problem::StepUp(claims) => control.step_up(Authority::Azure, Some(claims)).await,
        // The service refused the token that there was.
        Problem::SignInNeeded if was_connected => control.step_up(Authority::Azure, None).await,
        Problem::RightLost(_) => {
            // A role that was activated again shows in a new token only.
            control.renew_for_azure().await;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Does what a problem in the middle of a change asks of the sign-in.
pub async fn resolve_change_problem(
    control: SessionControl,
    scopes: &[Scope],
    problem: Problem,
) -> Result<(), SignInError> {
    if is_sample(control) {
        return Ok(());
    }
    match problem {
        Problem::StepUp(claims) => control.step_up(Authority::Change, Some(claims)).await,
        Problem::SignInNeeded => {
            control.begin_change(scopes).await?;
            control.step_up(Authority::Change, None).await
        }
        Problem::RightLost(_) => {
            control.begin_change(scopes).await?;
            // A role that was activated again shows in a new token only.
            control.renew_for_change().await;
            Ok(())
        }
        _ => control.begin_change(scopes).await,
    }
}

fn is_sample(control: SessionControl) -> bool {
    control.session().with_untracked(|session| matches!(session, Session::Sample { .. }))
}
