//! Giving fields the values that an edit names; what it does not name stays.

/// Replaces a value, where there is another.
pub(crate) fn set<T: Clone>(field: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}

/// Replaces what may be missing, where there is another.
pub(crate) fn set_some<T: Clone>(field: &mut Option<T>, value: Option<&T>) {
    if value.is_some() {
        *field = value.cloned();
    }
}
