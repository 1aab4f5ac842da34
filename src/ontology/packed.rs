//! What the build script made of the built-in Turtle → resources, without a copy.

use super::turtle::{BUILT_IN_FILE, Property, Resource, Resources, Value};
use std::borrow::Cow;

/// Lines as `build.rs` writes them.
const PACKED: &str = include_str!(concat!(env!("OUT_DIR"), "/ontology.txt"));

/// All that is built in.
pub(super) fn resources() -> Resources<'static> {
    let mut resources = Resources::default();
    let mut current: Option<(&str, Resource<'_>)> = None;
    for line in PACKED.lines() {
        match line.strip_prefix('\t') {
            None => {
                keep(&mut resources, current.take());
                current = Some((line, Resource::default()));
            }
            Some(property) => {
                if let Some((_, resource)) = &mut current {
                    resource.properties.extend(read_property(property));
                }
            }
        }
    }
    keep(&mut resources, current);
    resources
}

fn read_property(line: &'static str) -> Option<Property<'static>> {
    let (name, value) = line.split_once('\t')?;
    let (mark, text) = value.split_at_checked(1)?;
    let text = Cow::Borrowed(text);
    let value = if mark == "<" { Value::Name(text) } else { Value::Text(text) };
    Some(Property { name: Cow::Borrowed(name), value, file: BUILT_IN_FILE })
}

fn keep(resources: &mut Resources<'static>, resource: Option<(&'static str, Resource<'static>)>) {
    if let Some((name, resource)) = resource {
        resources.add(Cow::Borrowed(name), resource);
    }
}
