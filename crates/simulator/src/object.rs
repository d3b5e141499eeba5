//! Objects of JSON from their properties.

use serde_json::{Map, Value};

/// An object with these properties. Collecting into a map is compiled, with a sort, for each kind of iterator.
pub fn object(properties: &mut dyn Iterator<Item = (String, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in properties {
        object.insert(name, value);
    }
    Value::Object(object)
}
