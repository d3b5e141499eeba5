//! The sample tenant: the simulator as a second WebAssembly file, fetched only when a user opens it.

#[cfg(target_arch = "wasm32")]
mod door {
    //! What the page calls: a request in, a response out, both in plain JavaScript values.

    use std::cell::RefCell;

    use domain::time::Timestamp;
    use graph::transport::Request;
    use serde_json::{Map, Value};
    use simulator::personas::Persona;
    use simulator::{Simulator, sample};
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static STATE: RefCell<Option<(Simulator, Persona)>> = const { RefCell::new(None) };
    }

    /// What the sample tenant answers.
    #[wasm_bindgen(getter_with_clone)]
    pub struct ServiceAnswer {
        /// The HTTP status.
        pub status: u16,
        /// The headers, as a JSON object.
        pub headers: String,
        /// The body.
        pub body: Vec<u8>,
    }

    /// Answers a request; `headers` is a JSON object. A request that is not one is answered with 400.
    #[wasm_bindgen]
    pub fn answer(method: &str, path_and_query: &str, headers: &str, body: &[u8]) -> ServiceAnswer {
        let Some(request) = read(method, path_and_query, headers, body) else {
            return ServiceAnswer { status: 400, headers: "{}".to_owned(), body: Vec::new() };
        };
        let now = now();
        let response = with_state(|simulator, persona| simulator.answer(Some(&persona.caller()), now, &request));
        let mut headers = Map::new();
        for (name, value) in response.headers() {
            headers.insert(name.as_str().to_owned(), Value::from(value.to_str().unwrap_or_default()));
        }
        ServiceAnswer {
            status: response.status().as_u16(),
            headers: Value::Object(headers).to_string(),
            body: response.into_body(),
        }
    }

    /// From now on another user of the sample asks; says whether there is one of that name.
    #[wasm_bindgen]
    pub fn set_persona(name: &str) -> bool {
        let Some(chosen) = Persona::named(name) else { return false };
        with_state(|_, persona| *persona = chosen);
        true
    }

    fn with_state<T>(act: impl FnOnce(&mut Simulator, &mut Persona) -> T) -> T {
        STATE.with_borrow_mut(|state| {
            let (simulator, persona) =
                state.get_or_insert_with(|| (Simulator::new(sample::tenant(now())), Persona::default()));
            act(simulator, persona)
        })
    }

    fn read(method: &str, path_and_query: &str, headers: &str, body: &[u8]) -> Option<Request> {
        let mut request = http::Request::builder().method(method).uri(path_and_query);
        for (name, value) in serde_json::from_str::<Map<String, Value>>(headers).ok()? {
            request = request.header(name, value.as_str()?);
        }
        request.body(body.to_vec()).ok()
    }

    /// The browser's clock, in milliseconds, which an `f64` represents exactly.
    #[expect(clippy::cast_possible_truncation, reason = "a date in milliseconds is a whole number below 2^53")]
    fn now() -> Timestamp {
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }
}

fn main() {}
