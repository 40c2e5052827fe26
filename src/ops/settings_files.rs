//! Reading the settings: the user's file, the project's, the environment, flags.

use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

use serde_yaml::Mapping;

use crate::config::Layer;
use crate::config::Layers;
use crate::config::Origin;
use crate::ops::OpError;
use crate::ops::Surroundings;
use crate::ops::tracker::HOME;
use crate::store::Files;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::read_expecting;
use crate::store::yaml;
use crate::store::yaml::Document;

/// The settings of the user alone that a front end needs before it knows the project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Personal {
    /// When to use colour.
    pub color: Option<String>,
    /// The program for long tables.
    pub pager: Option<String>,
}

impl Personal {
    /// Reads them from the user's file, the environment and the flags. What is
    /// wrong with those is told when the project is opened.
    pub fn read(surroundings: &Surroundings) -> Personal {
        let mut layers = Layers::empty();
        if let Some(path) = &surroundings.user_config
            && let Ok(Some(values)) = read_values(path, "")
        {
            layers.push(Layer {
                origin: Origin::User(path.clone()),
                values,
            });
        }
        let _ = layers.push_variables(&surroundings.variable);
        for flag in &surroundings.flags {
            let _ = layers.push_flag(flag);
        }
        let text = |name| {
            layers
                .get(name)
                .and_then(|(value, _)| value.as_str().map(str::to_owned))
        };
        Personal {
            color: text("color"),
            pager: text("pager"),
        }
    }
}

/// What the project's settings file says, wherever the project is read from.
#[derive(Debug)]
pub(crate) struct ProjectFile {
    /// What the file is called.
    path: PathBuf,
    /// Its content; none where there is no such file.
    values: Result<Option<Mapping>, Problem>,
}

impl ProjectFile {
    /// Reads it in `home`, the `.tickets` folder.
    pub(crate) fn on_disk(home: &Path) -> ProjectFile {
        let path = home.join(NAME);
        ProjectFile {
            values: read_values(&path, &shown()),
            path,
        }
    }

    /// Reads it among the files of a revision.
    pub(crate) fn in_files(files: &dyn Files) -> ProjectFile {
        let values = match files.exists(NAME) {
            Ok(false) => Ok(None),
            Ok(true) | Err(_) => files
                .read(NAME)
                .and_then(|bytes| values_in(&bytes, &shown())),
        };
        let revision = files.revision().unwrap_or_default();
        ProjectFile {
            path: format!("{revision}:{}", shown()).into(),
            values,
        }
    }
}

const NAME: &str = "config.yaml";

fn shown() -> String {
    format!("{HOME}/{NAME}")
}

pub(crate) fn read_layers(
    project: ProjectFile,
    surroundings: &Surroundings,
) -> Result<(Layers, Vec<Problem>), OpError> {
    let mut layers = Layers::defaults();
    let mut problems = Vec::new();
    if let Some(path) = &surroundings.user_config {
        match read_values(path, &path.display().to_string()) {
            Ok(Some(values)) => layers.push(Layer {
                origin: Origin::User(path.clone()),
                values,
            }),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    match project.values {
        Ok(Some(values)) => layers.push(Layer {
            origin: Origin::Project(project.path),
            values,
        }),
        Ok(None) => {}
        Err(problem) => problems.push(problem),
    }
    layers.push_variables(&surroundings.variable)?;
    for flag in &surroundings.flags {
        layers.push_flag(flag)?;
    }
    Ok((layers, problems))
}

/// What the project's own file sets; none where there is no such file.
pub(crate) fn project_layer(home: &Path) -> Result<Option<Layer>, Problem> {
    let path = home.join("config.yaml");
    let values = read_values(&path, &format!("{HOME}/config.yaml"))?;
    Ok(values.map(|values| Layer {
        origin: Origin::Project(path),
        values,
    }))
}

fn read_values(path: &Path, shown: &str) -> Result<Option<Mapping>, Problem> {
    match read_regular(path) {
        Ok(Some(bytes)) => values_in(&bytes, shown),
        Ok(None) => Ok(None),
        Err(error) => {
            let message = format!("cannot be read: {error}");
            Err(Problem::new(shown, ProblemCode::Config, message))
        }
    }
}

fn values_in(bytes: &[u8], shown: &str) -> Result<Option<Mapping>, Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let document = Document::parse(bytes).map_err(|error| Problem::of_document(shown, &error))?;
    Ok(Some(document.fields().clone()))
}

/// Reads a settings file, which every command does: a pipe or a device in its
/// place would never end. None where there is no such file; a link to nothing
/// is an error.
fn read_regular(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let own = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        own => own?,
    };
    let metadata = if own.is_symlink() {
        fs::metadata(path)?
    } else {
        own
    };
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let enough_to_be_too_much = u64::try_from(yaml::BYTES_MAX).unwrap_or(u64::MAX) + 1;
    let expected = metadata.len().min(enough_to_be_too_much);
    let file = fs::File::open(path)?.take(enough_to_be_too_much);
    read_expecting(file, expected).map(Some)
}
