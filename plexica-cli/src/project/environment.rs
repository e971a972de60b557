use std::env;

use crate::failure::Failure;

/// A variable of the environment, otherwise of the nearest `.env` file, and where it is from.
/// One that is empty is not set. The environment is not changed.
pub(crate) fn variable(name: &str) -> Result<Option<(String, &'static str)>, Failure> {
    if let Ok(value) = env::var(name)
        && !value.is_empty()
    {
        return Ok(Some((value, "the environment")));
    }
    let unreadable =
        |error| Failure::could_not_run(format!("the `.env` file cannot be read: {error}"));
    let lines = match dotenvy::dotenv_iter() {
        Ok(lines) => lines,
        Err(error) if error.not_found() => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    for line in lines {
        let (found, value) = line.map_err(unreadable)?;
        if found == name && !value.is_empty() {
            return Ok(Some((value, "the `.env` file")));
        }
    }
    Ok(None)
}
