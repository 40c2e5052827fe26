//! The values of an operation's fields.

use std::str::FromStr;

use serde_json::Map;
use serde_json::Value;

use crate::domain::Label;
use crate::domain::Reference;
use crate::ops::OpError;
use crate::ops::References;
use crate::ops::batch::locals::Locals;

/// The fields of one operation, which are taken one by one.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    pub(crate) values: &'a Map<String, Value>,
    pub(crate) locals: &'a Locals,
}

impl<'a> Fields<'a> {
    /// The names of the fields that are `null`: they are to be empty.
    pub(crate) fn empty(&self) -> impl Iterator<Item = &str> {
        let empty = self.values.iter().filter(|(_, value)| value.is_null());
        empty.map(|(name, _)| name.as_str())
    }

    /// Whether a field says something.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn get(&self, name: &str) -> Option<&'a Value> {
        self.values.get(name).filter(|value| !value.is_null())
    }

    /// A text.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&'a str>, OpError> {
        let text = |value: &'a Value| value.as_str().ok_or_else(|| wrong(name, "a text"));
        self.get(name).map(text).transpose()
    }

    /// A text that must be there.
    pub(crate) fn required(&self, name: &str) -> Result<&'a str, OpError> {
        let text = self.text(name)?;
        text.ok_or_else(|| OpError::invalid(format!("`{name}` cannot be empty")))
    }

    /// A text with a meaning, such as a status.
    pub(crate) fn word<T: FromStr>(&self, name: &str) -> Result<Option<T>, OpError>
    where
        T::Err: ToString,
    {
        self.text(name)?.map(parse).transpose()
    }

    /// Texts with a meaning.
    pub(crate) fn words<T: FromStr>(&self, name: &str) -> Result<Vec<T>, OpError>
    where
        T::Err: ToString,
    {
        self.texts(name)?.into_iter().map(parse).collect()
    }

    /// Texts, in a list or one alone.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<&'a str>, OpError> {
        let wrong = || wrong(name, "a text or a list of texts");
        let items = self.items(name).into_iter();
        items.map(|item| item.as_str().ok_or_else(wrong)).collect()
    }

    /// What names a record.
    pub(crate) fn record(&self, name: &str) -> Result<Option<Reference>, OpError> {
        self.get(name)
            .map(|value| self.named(name, value))
            .transpose()
    }

    /// What names a record, and must be there.
    pub(crate) fn named_by(&self, name: &str) -> Result<Reference, OpError> {
        let record = self.record(name)?;
        record.ok_or_else(|| OpError::invalid(format!("`{name}` cannot be empty")))
    }

    /// The record that the operation is about.
    pub(crate) fn id(&self) -> Result<Reference, OpError> {
        self.named_by("id")
    }

    /// What names records.
    pub(crate) fn records(&self, name: &str) -> Result<Vec<Reference>, OpError> {
        let values = self.items(name).into_iter();
        values.map(|value| self.named(name, value)).collect()
    }

    fn named(&self, name: &str, value: &Value) -> Result<Reference, OpError> {
        match value {
            Value::String(text) => self.locals.resolve(text),
            Value::Number(number) => self.locals.resolve(&number.to_string()),
            _ => Err(wrong(name, "what names a record: `TICKET-7`, 7, `@ref`")),
        }
    }

    /// A number.
    pub(crate) fn number(&self, name: &str) -> Result<Option<f64>, OpError> {
        let number = |value: &Value| value.as_f64().ok_or_else(|| wrong(name, "a number"));
        self.get(name).map(number).transpose()
    }

    /// A whole number.
    pub(crate) fn count(&self, name: &str) -> Result<Option<u32>, OpError> {
        let count = |value: &Value| {
            let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
            count.ok_or_else(|| wrong(name, "a whole number"))
        };
        self.get(name).map(count).transpose()
    }

    /// Numbers of criteria.
    pub(crate) fn numbers(&self, name: &str) -> Result<Vec<usize>, OpError> {
        let values = self.items(name).into_iter();
        values.map(|value| whole(name, value)).collect()
    }

    /// Whether something is wanted.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, OpError> {
        let flag = |value: &Value| value.as_bool().ok_or_else(|| wrong(name, "true or false"));
        Ok(self.get(name).map(flag).transpose()?.unwrap_or(false))
    }

    /// New texts of criteria, by their numbers.
    pub(crate) fn criteria(&self, name: &str) -> Result<Vec<(usize, String)>, OpError> {
        let shape = "a list of `{\"number\": 1, \"text\": \"…\"}`";
        let criterion = |value: &Value| {
            let text = value.get("text").and_then(Value::as_str);
            let number = value.get("number").ok_or_else(|| wrong(name, shape))?;
            let has_more = value.as_object().is_none_or(|object| object.len() > 2);
            match text.filter(|_| !has_more) {
                Some(text) => Ok((whole(name, number)?, text.to_owned())),
                None => Err(wrong(name, shape)),
            }
        };
        self.items(name).into_iter().map(criterion).collect()
    }

    /// What `read` makes of a list, which must have members.
    pub(crate) fn not_empty<T>(
        &self,
        name: &str,
        read: impl Fn(&Fields<'a>, &str) -> Result<Vec<T>, OpError>,
    ) -> Result<Vec<T>, OpError> {
        let items = read(self, name)?;
        if items.is_empty() {
            return Err(OpError::invalid(format!("`{name}` cannot be empty")));
        }
        Ok(items)
    }

    /// Labels, each of which may be a comma list, as it is with the flags.
    pub(crate) fn labels(&self, name: &str) -> Result<Vec<Label>, OpError> {
        let mut labels = Vec::new();
        for text in self.texts(name)? {
            let listed = Label::parse_list(text);
            labels.extend(listed.map_err(|error| OpError::invalid(error.to_string()))?);
        }
        Ok(labels)
    }

    /// What a deletion is to do about references.
    pub(crate) fn references(&self) -> Result<References, OpError> {
        Ok(if self.flag("unlink")? {
            References::Unlink
        } else {
            References::Refuse
        })
    }

    /// The members of a list; one value is a list of one.
    fn items(&self, name: &str) -> Vec<&'a Value> {
        match self.get(name) {
            None => Vec::new(),
            Some(Value::Array(items)) => items.iter().collect(),
            Some(value) => vec![value],
        }
    }
}

fn whole(name: &str, value: &Value) -> Result<usize, OpError> {
    let number = value
        .as_u64()
        .and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| wrong(name, "the number of a criterion, or a list of them"))
}

fn wrong(name: &str, shape: &str) -> OpError {
    OpError::invalid(format!("`{name}` must be {shape}"))
}

fn parse<T: FromStr>(text: &str) -> Result<T, OpError>
where
    T::Err: ToString,
{
    let refused = |error: T::Err| OpError::invalid(error.to_string());
    text.parse().map_err(refused)
}
