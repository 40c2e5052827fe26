//! Reading fields that stand in the file while they are empty (`labels:`).

use serde::Deserialize;
use serde::Deserializer;

use crate::domain::Lifecycle;
use crate::domain::Status;
use crate::domain::Text;

/// Reads a list whose field may be empty.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a word whose field may be empty, which means the default.
pub(crate) fn word<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a text whose field may be empty.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a status whose field may be empty, which means the first of its lifecycle.
pub(crate) fn status<'de, D: Deserializer<'de>>(
    deserializer: D,
    lifecycle: &Lifecycle,
) -> Result<Status, D::Error> {
    let status = Option::deserialize(deserializer)?;
    Ok(status.unwrap_or_else(|| lifecycle.first()))
}
