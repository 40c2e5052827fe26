//! Reads jj's configuration, in jj's order: defaults, the machine's, the user's, the repository's, the workspace's,
//! the environment.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use jj_lib::config::ConfigGetResultExt as _;
use jj_lib::config::ConfigLayer;
use jj_lib::config::ConfigResolutionContext;
use jj_lib::config::ConfigSource;
use jj_lib::config::StackedConfig;
use jj_lib::config::resolve;

use crate::vcs::ConfigScope;
use crate::vcs::Environment;
use crate::vcs::User;
use crate::vcs::jj::ask::Fault;
use crate::vcs::jj_layout::Layout;

/// Length of the name of the folder that the user's configuration has for a repository.
const CONFIG_ID_LENGTH: usize = 20;

/// Returns the configuration that counts in the workspace, with the parts that are for other places left out.
pub(crate) fn load(layout: &Layout, environment: &Environment) -> Result<StackedConfig, Fault> {
    let mut config = StackedConfig::with_defaults();
    if environment.config_scope == ConfigScope::Machine {
        for (source, path) in outside(environment) {
            add(&mut config, source, &path)?;
        }
    }
    let repository = &layout.repo_dir;
    let path = configured(repository, "config-id", "repos", environment);
    let path = path.unwrap_or_else(|| repository.join("config.toml"));
    add(&mut config, ConfigSource::Repo, &path)?;
    let workspace = layout.root.join(".jj");
    let path = configured(&workspace, "workspace-config-id", "workspaces", environment);
    let path = path.unwrap_or_else(|| workspace.join("workspace-config.toml"));
    add(&mut config, ConfigSource::Workspace, &path)?;
    config.add_layer(variables(environment)?);

    let context = ConfigResolutionContext {
        home_dir: environment.home.as_deref(),
        repo_path: Some(&layout.repo_dir),
        workspace_path: Some(&layout.root),
        command: None,
        hostname: "",
        environment: &HashMap::new(),
    };
    Ok(resolve(&config, &context)?)
}

/// Returns the person that the configuration names, `None` without a name; blank values count as unset.
pub(crate) fn user(config: &StackedConfig) -> Result<Option<User>, Fault> {
    let filled = |key: &'static str| -> Result<Option<String>, Fault> {
        let text = config.get::<String>(key).optional()?.unwrap_or_default();
        let text = text.trim();
        Ok((!text.is_empty()).then(|| text.to_owned()))
    };
    let Some(name) = filled("user.name")? else {
        return Ok(None);
    };
    Ok(Some(User {
        name,
        email: filled("user.email")?,
    }))
}

/// Returns the files and folders that are not the repository's, some of which may be missing.
fn outside(environment: &Environment) -> Vec<(ConfigSource, PathBuf)> {
    let user = |path| (ConfigSource::User, path);
    if let Some(paths) = &environment.jj_config {
        return paths.iter().cloned().map(user).collect();
    }

    let mut paths = Vec::new();
    if cfg!(unix) {
        let system = Path::new("/etc/jj");
        paths.push((ConfigSource::System, system.join("config.toml")));
        paths.push((ConfigSource::System, system.join("conf.d")));
    }
    paths.extend(
        environment
            .home
            .iter()
            .map(|home| user(home.join(".jjconfig.toml"))),
    );
    if let Some(config_home) = &environment.config_home {
        paths.push(user(config_home.join("jj").join("config.toml")));
        paths.push(user(config_home.join("jj").join("conf.d")));
    }
    paths
}

/// Returns the file in the user's configuration that belongs to a repository or a workspace.
///
/// jj keeps it there so that a repository from elsewhere brings no settings; before version 0.37 it was in the
/// repository itself.
fn configured(
    folder: &Path,
    id_name: &str,
    kind: &str,
    environment: &Environment,
) -> Option<PathBuf> {
    let config_home = environment.config_home.as_ref()?;
    let id = fs::read_to_string(folder.join(id_name)).ok()?;
    let is_id = id.len() == CONFIG_ID_LENGTH && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| {
        config_home
            .join("jj")
            .join(kind)
            .join(id)
            .join("config.toml")
    })
}

fn add(config: &mut StackedConfig, source: ConfigSource, path: &Path) -> Result<(), Fault> {
    if path.is_dir() {
        config.load_dir(source, path)?;
    } else if path.exists() {
        config.load_file(source, path)?;
    }
    Ok(())
}

fn variables(environment: &Environment) -> Result<ConfigLayer, Fault> {
    let mut layer = ConfigLayer::empty(ConfigSource::EnvOverrides);
    if let Some(name) = &environment.jj_user {
        layer.set_value("user.name", name.as_str())?;
    }
    if let Some(email) = &environment.jj_email {
        layer.set_value("user.email", email.as_str())?;
    }
    Ok(layer)
}
