//! The values that operations on epics, backlog items, sprints, requirements and entries share.

use crate::domain::BareNumber;
use crate::domain::Date;
use crate::domain::Hours;
use crate::domain::Minutes;
use crate::domain::Percent;
use crate::domain::Person;
use crate::domain::Record;
use crate::domain::Text;
use crate::domain::Title;
use crate::ops::ChecklistEdit;
use crate::ops::LabelEdit;
use crate::ops::OpError;
use crate::ops::batch::fields::Fields;
use crate::ops::meaning;
use crate::ops::work::Work;

/// The names of the fields that change a checklist.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListNames {
    pub(crate) add: &'static str,
    pub(crate) check: &'static str,
    pub(crate) uncheck: &'static str,
    pub(crate) remove: &'static str,
}

impl ListNames {
    /// Those of acceptance criteria.
    pub(crate) const CRITERIA: ListNames = ListNames {
        add: "acceptance_criteria",
        check: "check",
        uncheck: "uncheck",
        remove: "remove_criterion",
    };
}

impl Fields<'_> {
    /// The title that a new record must have.
    pub(crate) fn title(&self) -> Result<Title, OpError> {
        let title = self.required("title")?.parse();
        title.map_err(|error: crate::domain::WordError| OpError::invalid(error.to_string()))
    }

    /// A text of many lines.
    pub(crate) fn long_text(&self, name: &str) -> Result<Option<Text>, OpError> {
        Ok(self.text(name)?.map(Text::new))
    }

    /// A text that is kept as it is.
    pub(crate) fn own_text(&self, name: &str) -> Result<Option<String>, OpError> {
        Ok(self.text(name)?.map(str::to_owned))
    }

    /// Texts that are kept as they are.
    pub(crate) fn own_texts(&self, name: &str) -> Result<Vec<String>, OpError> {
        let texts = self.texts(name)?.into_iter();
        Ok(texts.map(str::to_owned).collect())
    }

    /// A person, or nobody.
    pub(crate) fn person(
        &self,
        work: &Work<'_>,
        name: &str,
    ) -> Result<Option<Option<Person>>, OpError> {
        let read = |text: &str| meaning::person(work.tracker, text);
        self.text(name)?.map(read).transpose()
    }

    /// A day.
    pub(crate) fn day(&self, work: &Work<'_>, name: &str) -> Result<Option<Date>, OpError> {
        let read = |text: &str| meaning::day(work.tracker, text);
        self.text(name)?.map(read).transpose()
    }

    /// Hours of work.
    pub(crate) fn hours(&self, name: &str) -> Result<Option<Hours>, OpError> {
        let read = |hours: f64| Hours::new(hours);
        let hours = self.number(name)?.map(read).transpose();
        hours.map_err(|error| OpError::invalid(error.to_string()))
    }

    /// A part of a whole.
    pub(crate) fn percent(&self, name: &str) -> Result<Option<Percent>, OpError> {
        let read = |count: u32| count.to_string().parse::<Percent>();
        let percent = self.count(name)?.map(read).transpose();
        percent.map_err(|error| OpError::invalid(error.to_string()))
    }

    /// An amount of time. A bare number would be minutes to some and hours to others.
    pub(crate) fn minutes(&self, work: &Work<'_>, name: &str) -> Result<Option<Minutes>, OpError> {
        let number = self.values.get(name).filter(|value| value.is_number());
        let text = match number {
            Some(number) => Some(number.to_string()),
            None => self.own_text(name)?,
        };
        let read = |text: String| meaning::minutes(work.tracker, &text, BareNumber::Refused);
        text.map(read).transpose()
    }

    /// What to do with the labels.
    pub(crate) fn label_edit(&self) -> Result<LabelEdit, OpError> {
        let all = self.labels("labels")?;
        Ok(LabelEdit {
            all: self.has("labels").then_some(all),
            add: self.labels("add_label")?,
            remove: self.labels("remove_label")?,
        })
    }

    /// What to do with a checklist.
    pub(crate) fn checklist(&self, names: ListNames) -> Result<ChecklistEdit, OpError> {
        Ok(ChecklistEdit {
            add: self.own_texts(names.add)?,
            check: self.numbers(names.check)?,
            uncheck: self.numbers(names.uncheck)?,
            remove: self.numbers(names.remove)?,
        })
    }

    /// The fields of a record that are to be empty: those named by `clear`, and those that are `null`.
    pub(crate) fn emptied<R: Record>(&self) -> Result<Vec<String>, OpError> {
        let is_own = |name: &&str| *name != "id" && R::FIELDS.iter().any(|spec| spec.name == *name);
        let null = self.empty().filter(is_own).map(str::to_owned);
        let named = self.own_texts("clear")?;
        Ok(null.chain(named).collect())
    }
}
