//! The browser's database for this page, which all its tabs share: IndexedDB, as far as the page needs it.
//!
//! It contains what must not be in the storage for texts: the key of [`proof`](crate::web::storage::proof), which is no text and
//! leaves the database only as a handle, and the receipts, which may be larger than that storage has room for. Each
//! operation opens the database and closes it again, so that no tab keeps another one from deleting it.
//!
//! <https://developer.mozilla.org/docs/Web/API/IndexedDB_API>

use std::cell::Cell;
use std::rc::Rc;

use futures_util::future::join;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "bestow";
const VERSION: u32 = 1;
const STORES: [Store; 2] = [Store::Keys, Store::Receipts];

/// Sorts after every character that a key of this page has.
const AFTER_EVERY_KEY: char = '\u{ffff}';

/// A part of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// Keys for proofs.
    Keys,
    /// Receipts.
    Receipts,
}

/// The browser keeps no database for this page, or it is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

/// What is under a key; nothing, where nothing does.
pub async fn get(store: Store, key: &str) -> Result<Option<JsValue>, Unavailable> {
    let found = with(store, DatabaseMode::Read, async |objects| {
        let request = objects.get(key).map_err(unavailable)?;
        Ok(Some(result(&request).await?).filter(|value| !value.is_undefined()))
    });
    Ok(found.await?.flatten())
}

/// Everything whose key begins with this, each with its key, in the order of the keys.
pub async fn all(store: Store, beginning: &str) -> Result<Vec<(String, JsValue)>, Unavailable> {
    let found = with(store, DatabaseMode::Read, async |objects| {
        let range = key_range(beginning)?;
        // Both are asked for before the first answer is awaited, so that the transaction doesn't end between them.
        let keys = objects.get_all_keys(&range).map_err(unavailable)?;
        let values = objects.get_all(&range).map_err(unavailable)?;
        let (keys, values) = join(result(&keys), result(&values)).await;
        let (keys, values) = (keys?.unchecked_into::<Array>(), values?.unchecked_into::<Array>());
        Ok(keys.iter().map(|key| key.as_string().unwrap_or_default()).zip(values.iter()).collect())
    });
    Ok(found.await?.unwrap_or_default())
}

/// How many entries a part of the database has.
pub async fn count(store: Store) -> Result<usize, Unavailable> {
    let found = with(store, DatabaseMode::Read, async |objects| {
        let request = objects.count().map_err(unavailable)?;
        let number = result(&request).await?.as_f64().unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count is whole and small")]
        Ok(number as usize)
    });
    Ok(found.await?.unwrap_or_default())
}

/// Puts a value under a key, in the place of what was there.
pub async fn put(store: Store, key: &str, value: &JsValue) -> Result<(), Unavailable> {
    write(store, DatabaseMode::Make, |objects| objects.put(value, key)).await
}

/// Puts a value under a key where nothing is there yet. Fails where something does.
pub async fn add(store: Store, key: &str, value: &JsValue) -> Result<(), Unavailable> {
    write(store, DatabaseMode::Make, |objects| objects.add(value, key)).await
}

/// Removes what is under a key.
pub async fn remove(store: Store, key: &str) -> Result<(), Unavailable> {
    write(store, DatabaseMode::Remove, |objects| objects.delete(&key.into())).await
}

/// Removes everything whose key begins with this; all of it, where that is empty.
pub async fn remove_all(store: Store, beginning: &str) -> Result<(), Unavailable> {
    let range = key_range(beginning)?;
    write(store, DatabaseMode::Remove, |objects| objects.delete(&range)).await
}

async fn write(
    store: Store,
    mode: DatabaseMode,
    change: impl FnOnce(&Objects) -> Result<Request, JsValue>,
) -> Result<(), Unavailable> {
    let done = with(store, mode, async |objects| {
        let request = change(objects).map_err(unavailable)?;
        result(&request).await
    });
    done.await.map(drop)
}

/// Whether there is a database that can be opened.
pub async fn exists() -> bool {
    matches!(open(DatabaseMode::Read).await, Ok(Some(database)) if { database.close(); true })
}

/// Removes the database itself, the key of the proofs included.
pub async fn delete() -> Result<(), Unavailable> {
    // Where another tab keeps it from being deleted, it is empty all the same.
    for store in STORES {
        remove_all(store, "").await?;
    }
    result(&factory()?.delete_database(NAME).map_err(unavailable)?).await.map(drop)
}

/// What is done. A database that is not there is made only where something is to be put into it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DatabaseMode {
    Read,
    Remove,
    Make,
}

impl Store {
    fn name(self) -> &'static str {
        match self {
            Self::Keys => "keys",
            Self::Receipts => "receipts",
        }
    }
}

/// Does something with a part of the database, in a transaction of its own; nothing, where there is no database.
async fn with<T>(
    store: Store,
    mode: DatabaseMode,
    work: impl AsyncFnOnce(&Objects) -> Result<T, Unavailable>,
) -> Result<Option<T>, Unavailable> {
    let Some(database) = open(mode).await? else { return Ok(None) };
    let outcome = async {
        let mode = if mode == DatabaseMode::Read { "readonly" } else { "readwrite" };
        let transaction = database.transaction(store.name(), mode).map_err(unavailable)?;
        let done = settled(&transaction, "oncomplete", &["onabort", "onerror"]);
        let outcome = work(&transaction.objects(store.name()).map_err(unavailable)?).await;
        // What was written is there only once the transaction has ended.
        done.await.map_err(unavailable)?;
        outcome.map(Some)
    }
    .await;
    database.close();
    outcome
}

async fn open(mode: DatabaseMode) -> Result<Option<Database>, Unavailable> {
    let request = factory()?.open(NAME, VERSION).map_err(unavailable)?;
    let (opened, is_missing) = (request.clone(), Rc::new(Cell::new(false)));
    let missing = Rc::clone(&is_missing);
    let make = Closure::once_into_js(move || {
        if mode != DatabaseMode::Make {
            // A database whose making is given up is not there.
            missing.set(true);
            opened.transaction().abort();
        } else if let Ok(database) = opened.result().map(JsCast::unchecked_into::<Database>) {
            for store in STORES {
                // Where a part cannot be made, opening it fails.
                let _ = database.create(store.name());
            }
        }
    });
    let _ = Reflect::set(&request, &"onupgradeneeded".into(), &make);
    match result(&request).await {
        Ok(database) => Ok(Some(database.unchecked_into())),
        Err(_) if is_missing.get() => Ok(None),
        Err(unavailable) => Err(unavailable),
    }
}

async fn result(request: &Request) -> Result<JsValue, Unavailable> {
    settled(request, "onsuccess", &["onerror", "onblocked"]).await.map_err(unavailable)?;
    request.result().map_err(unavailable)
}

/// Waits for one of the events of an object.
fn settled(object: &JsValue, good: &str, bad: &[&str]) -> JsFuture {
    let promise = Promise::new(&mut |resolve, reject| {
        let _ = Reflect::set(object, &good.into(), &resolve);
        for name in bad {
            let _ = Reflect::set(object, &(*name).into(), &reject);
        }
    });
    JsFuture::from(promise)
}

/// Asking a browser that keeps nothing for its database is an error of its own.
fn factory() -> Result<Factory, Unavailable> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(unavailable)?;
    if factory.is_object() { Ok(factory.unchecked_into()) } else { Err(Unavailable) }
}

fn key_range(beginning: &str) -> Result<JsValue, Unavailable> {
    bound(beginning, &format!("{beginning}{AFTER_EVERY_KEY}")).map_err(unavailable)
}

fn unavailable(_: JsValue) -> Unavailable {
    Unavailable
}

#[wasm_bindgen]
extern "C" {
    type Factory;

    #[wasm_bindgen(method, catch)]
    fn open(this: &Factory, name: &str, version: u32) -> Result<Request, JsValue>;

    #[wasm_bindgen(method, catch, js_name = deleteDatabase)]
    fn delete_database(this: &Factory, name: &str) -> Result<Request, JsValue>;

    #[derive(Clone)]
    type Request;

    #[wasm_bindgen(method, getter, catch)]
    fn result(this: &Request) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn transaction(this: &Request) -> Transaction;

    type Database;

    #[wasm_bindgen(method, catch, js_name = createObjectStore)]
    fn create(this: &Database, name: &str) -> Result<Objects, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Database, store: &str, mode: &str) -> Result<Transaction, JsValue>;

    #[wasm_bindgen(method)]
    fn close(this: &Database);

    type Transaction;

    #[wasm_bindgen(method)]
    fn abort(this: &Transaction);

    #[wasm_bindgen(method, catch, js_name = objectStore)]
    fn objects(this: &Transaction, name: &str) -> Result<Objects, JsValue>;

    type Objects;

    #[wasm_bindgen(method, catch)]
    fn get(this: &Objects, key: &str) -> Result<Request, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getAll)]
    fn get_all(this: &Objects, keys: &JsValue) -> Result<Request, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getAllKeys)]
    fn get_all_keys(this: &Objects, keys: &JsValue) -> Result<Request, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn count(this: &Objects) -> Result<Request, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn put(this: &Objects, value: &JsValue, key: &str) -> Result<Request, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn add(this: &Objects, value: &JsValue, key: &str) -> Result<Request, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn delete(this: &Objects, keys: &JsValue) -> Result<Request, JsValue>;

    #[wasm_bindgen(catch, js_namespace = IDBKeyRange)]
    fn bound(lower: &str, upper: &str) -> Result<JsValue, JsValue>;
}
