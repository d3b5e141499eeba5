//! The certificate of the simulated hosts, made again at each start: nothing that could be stolen outlives the process.

use std::sync::Arc;

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::CertifiedKey;
use sha2::{Digest, Sha256};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::hosts::Host;

/// A key with a certificate for every host.
pub struct Identity {
    /// Takes TLS connections.
    pub acceptor: TlsAcceptor,
    /// The certificate, for programs that can be told to trust it.
    pub pem: String,
    /// The SHA-256 of the public key, in base64, for Chromium, which can be told to trust that.
    pub fingerprint: String,
}

impl Identity {
    /// Makes a key and signs a certificate with it.
    pub fn make() -> Result<Self> {
        let names: Vec<String> = Host::names().into_iter().map(str::to_owned).collect();
        let CertifiedKey { cert, key_pair } = rcgen::generate_simple_self_signed(names)?;
        let key = PrivateKeyDer::try_from(key_pair.serialize_der()).map_err(anyhow::Error::msg)?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)?;
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            pem: cert.pem(),
            fingerprint: STANDARD.encode(Sha256::digest(key_pair.public_key_der())),
        })
    }
}
