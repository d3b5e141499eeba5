//! A tenant in memory that answers HTTP requests as Entra and Microsoft Graph do.
