//! The fields that a project's tickets must have.

use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::view;

impl Tracker {
    /// Refuses a ticket without the fields that the project requires of all
    /// tickets, of those of its type, and of those in its status.
    pub(crate) fn refuse_missing(
        &self,
        action: &'static str,
        ticket: &Ticket,
    ) -> Result<(), OpError> {
        let settings = &self.settings;
        let (ticket_type, status) = (ticket.ticket_type.as_str(), ticket.status.as_str());
        let of_all = Some(&settings.required).filter(|fields| !fields.is_empty());
        let rules = [
            ("the project requires".to_owned(), of_all),
            (
                format!("the type `{ticket_type}` requires"),
                settings.required_by_type.get(ticket_type),
            ),
            (
                format!("the status `{status}` requires"),
                settings.required_by_status.get(status),
            ),
        ];
        if rules.iter().all(|(_, fields)| fields.is_none()) {
            return Ok(());
        }
        let values = view::fields(ticket);
        let mut told: Vec<&String> = Vec::new();
        let mut reasons = Vec::new();
        for (who, fields) in &rules {
            let is_missing = |name: &&String| values.get(*name).is_none_or(view::is_empty);
            let mut missing: Vec<&String> = fields.iter().copied().flatten().collect();
            missing.retain(is_missing);
            missing.retain(|name| !told.contains(name));
            told.extend(&missing);
            if !missing.is_empty() {
                let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
                reasons.push(format!("{who} {}", names.join(", ")));
            }
        }
        if reasons.is_empty() {
            return Ok(());
        }
        Err(OpError::refused(action, &ticket.id, reasons.join("; ")))
    }
}
