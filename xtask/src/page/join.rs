//! Makes one WebAssembly module of several that the division of the page wrote.
//!
//! Such a module is simple: all have the same types, import one memory, one table and some globals from the first part,
//! import and export no function, and reach each other's functions by their places in the table. So functions are
//! numbered again, and everything else is put one after another. Whatever is not so is an error here.

use anyhow::{Context, Result, anyhow, bail, ensure};
use std::collections::HashMap;
use std::ops::Range;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, DataSection, ElementSection, FunctionSection, ImportSection, Module, RawSection};
use wasmparser::{
    ConstExpr, Data, DataKind, Element, ElementItems, ElementKind, FunctionBody, Import, Operator, Parser, Payload,
    TypeRef,
};

/// A module as far as it is read.
#[derive(Default)]
struct Piece<'a> {
    types: &'a [u8],
    imports: Vec<Import<'a>>,
    /// The type of each function.
    functions: Vec<u32>,
    bodies: Vec<FunctionBody<'a>>,
    elements: Vec<Element<'a>>,
    data: Vec<Data<'a>>,
}

/// Joins modules. The order matters to nothing but the bytes.
pub fn join(modules: &[&[u8]]) -> Result<Vec<u8>> {
    let pieces: Vec<Piece> = modules.iter().map(|module| read(module)).collect::<Result<_>>()?;
    let types = pieces.first().context("there are no parts to join")?.types;
    ensure!(pieces.iter().all(|piece| piece.types == types), "the parts have different types");

    let mut imports: Vec<Import> = Vec::new();
    for import in pieces.iter().flat_map(|piece| &piece.imports) {
        ensure!(!matches!(import.ty, TypeRef::Func(_)), "a part imports the function {}", import.name);
        if !imports.iter().any(|known| (known.module, known.name) == (import.module, import.name)) {
            imports.push(*import);
        }
    }
    let numbers = numbers(&pieces, &imports)?;

    let mut joined = Module::new();
    let mut section = ImportSection::new();
    let mut plain = Numbering::default();
    for import in &imports {
        section.import(import.module, import.name, plain.entity_type(import.ty).map_err(reported)?);
    }
    joined.section(&RawSection { id: wasm_encoder::SectionId::Type.into(), data: types });
    joined.section(&section);
    let mut functions = FunctionSection::new();
    let mut elements = ElementSection::new();
    let mut code = CodeSection::new();
    let mut data = DataSection::new();
    for (piece, mut numbering) in pieces.into_iter().zip(numbers) {
        for ty in piece.functions {
            functions.function(ty);
        }
        for element in piece.elements {
            numbering.parse_element(&mut elements, element).map_err(reported)?;
        }
        for body in piece.bodies {
            numbering.parse_function_body(&mut code, body).map_err(reported)?;
        }
        // The division leaves an empty segment for each that another part has.
        for segment in piece.data.into_iter().filter(|segment| !segment.data.is_empty()) {
            numbering.parse_data(&mut data, segment).map_err(reported)?;
        }
    }
    joined.section(&functions).section(&elements).section(&code).section(&data);
    Ok(joined.finish())
}

fn read(module: &[u8]) -> Result<Piece<'_>> {
    let mut piece = Piece::default();
    for payload in Parser::new(0).parse_all(module) {
        match payload.context("a part isn't valid WebAssembly")? {
            Payload::TypeSection(section) => piece.types = slice(module, &section.range())?,
            Payload::ImportSection(section) => {
                piece.imports = section.into_imports().collect::<Result<_, _>>()?;
            }
            Payload::FunctionSection(section) => piece.functions = section.into_iter().collect::<Result<_, _>>()?,
            Payload::ElementSection(section) => piece.elements = section.into_iter().collect::<Result<_, _>>()?,
            Payload::CodeSectionEntry(body) => piece.bodies.push(body),
            Payload::DataSection(section) => piece.data = section.into_iter().collect::<Result<_, _>>()?,
            Payload::ExportSection(section) => ensure!(section.count() == 0, "a part exports something"),
            Payload::Version { .. }
            | Payload::DataCountSection { .. }
            | Payload::CodeSectionStart { .. }
            | Payload::CustomSection(_)
            | Payload::End(_) => {}
            other => bail!("a part has an unexpected section: {other:?}"),
        }
    }
    ensure!(
        piece.data.iter().all(|segment| matches!(segment.kind, DataKind::Active { .. })),
        "a part has a passive data segment"
    );
    Ok(piece)
}

/// What each index of a piece becomes.
#[derive(Default)]
struct Numbering {
    /// How many functions come before those of the piece.
    before: u32,
    /// Functions that do nothing but call another one by its place in the table, and where that one is now.
    direct: HashMap<u32, u32>,
    globals: Vec<u32>,
}

fn numbers(pieces: &[Piece], imports: &[Import]) -> Result<Vec<Numbering>> {
    let globals = |imports: &[Import]| -> Vec<(String, String)> {
        let globals = imports.iter().filter(|import| matches!(import.ty, TypeRef::Global(_)));
        globals.map(|import| (import.module.to_owned(), import.name.to_owned())).collect()
    };
    let all = globals(imports);
    let mut before = 0;
    let mut numbers = Vec::new();
    let mut placed = HashMap::new();
    for piece in pieces {
        let place = |name: &(String, String)| all.iter().position(|known| known == name).unwrap_or_default();
        let globals =
            globals(&piece.imports).iter().map(|name| u32::try_from(place(name))).collect::<Result<_, _>>()?;
        for element in &piece.elements {
            let (offset, functions) = functions(element)?;
            for (at, function) in (offset..).zip(functions) {
                let ty = piece.functions.get(usize::try_from(function)?).copied();
                placed.insert(at, (before + function, ty));
            }
        }
        numbers.push(Numbering { before, direct: HashMap::new(), globals });
        before += u32::try_from(piece.functions.len())?;
    }
    for (piece, numbering) in pieces.iter().zip(&mut numbers) {
        for (function, body) in (0..).zip(&piece.bodies) {
            let ty = piece.functions.get(usize::try_from(function)?).copied();
            let target = only_calls(body)?.and_then(|place| placed.get(&place));
            if let Some(&(target, _)) = target.filter(|(_, of)| *of == ty) {
                numbering.direct.insert(function, target);
            }
        }
    }
    Ok(numbers)
}

/// The functions that a segment puts into the table, and where.
fn functions(element: &Element) -> Result<(u32, Vec<u32>)> {
    let ElementKind::Active { offset_expr, .. } = &element.kind else {
        bail!("a part has an element segment that isn't active")
    };
    let ElementItems::Functions(functions) = element.items.clone() else {
        bail!("an element segment of a part doesn't contain functions")
    };
    Ok((constant(offset_expr)?, functions.into_iter().collect::<Result<_, _>>()?))
}

fn constant(expression: &ConstExpr) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(u32::try_from(value)?),
        other => bail!("the offset of a segment isn't a constant: {other:?}"),
    }
}

/// The place in the table of the function that this one hands all that it is given to, if it does nothing else.
fn only_calls(body: &FunctionBody) -> Result<Option<u32>> {
    if body.get_locals_reader()?.get_count() > 0 {
        return Ok(None);
    }
    let mut given = 0;
    let mut place = None;
    for operator in body.get_operators_reader()? {
        match (operator?, place) {
            (Operator::LocalGet { local_index }, None) if local_index == given => given += 1,
            (Operator::I32Const { value }, None) => place = u32::try_from(value).ok(),
            (Operator::CallIndirect { table_index: 0, .. }, Some(_)) => {}
            (Operator::End, _) => return Ok(place),
            _ => return Ok(None),
        }
    }
    Ok(None)
}

impl Reencode for Numbering {
    type Error = anyhow::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.direct.get(&function).copied().unwrap_or(self.before + function))
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<Self::Error>> {
        let index = usize::try_from(global).ok().and_then(|at| self.globals.get(at));
        index.copied().ok_or_else(|| Error::UserError(anyhow!("a part defines a global")))
    }

    fn data_index(&mut self, _: u32) -> Result<u32, Error<Self::Error>> {
        Err(Error::UserError(anyhow!("a part refers to a data segment")))
    }

    fn element_index(&mut self, _: u32) -> Result<u32, Error<Self::Error>> {
        Err(Error::UserError(anyhow!("a part refers to an element segment")))
    }
}

fn reported(error: Error<anyhow::Error>) -> anyhow::Error {
    anyhow!("{error}")
}

fn slice<'a>(module: &'a [u8], range: &Range<u64>) -> Result<&'a [u8]> {
    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
    module.get(range).context("a section ends after the end of its module")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, EntityType, Function, GlobalType, MemoryType, RefType, TableType,
        TypeSection, ValType,
    };

    /// A part with a function that adds one to the global of this name, at this place in the table, and one that hands
    /// on to another place; and with a byte of data.
    fn part(global: &str, place: i32, calls: i32) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut imports = ImportSection::new();
        let table =
            TableType { element_type: RefType::FUNCREF, minimum: 9, maximum: None, table64: false, shared: false };
        imports.import("first", "table", EntityType::Table(table));
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        imports.import("first", "memory", EntityType::Memory(memory));
        let ty = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        imports.import("first", global, EntityType::Global(ty));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0).function(0);
        let mut elements = ElementSection::new();
        elements.active(Some(0), &ConstExpr::i32_const(place), Elements::Functions((&[0][..]).into()));
        let mut code = CodeSection::new();
        let mut adding = Function::new([]);
        adding.instructions().local_get(0).global_get(0).i32_add().end();
        let mut handing_on = Function::new([]);
        handing_on.instructions().local_get(0).i32_const(calls).call_indirect(0, 0).end();
        let mut calling = Function::new([]);
        calling.instructions().local_get(0).call(1).end();
        code.function(&adding).function(&handing_on).function(&calling);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(place), [7]).active(0, &ConstExpr::i32_const(0), []);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements).section(&code).section(&data);
        module.finish()
    }

    /// The functions that each function calls by their numbers, and the globals that it reads.
    fn uses(module: &[u8]) -> Vec<Vec<u32>> {
        let bodies = Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        });
        let of = |body: FunctionBody| {
            let operators = body.get_operators_reader().unwrap().into_iter();
            let of = operators.filter_map(|operator| match operator.unwrap() {
                Operator::Call { function_index } => Some(function_index),
                Operator::GlobalGet { global_index } => Some(global_index),
                _ => None,
            });
            of.collect()
        };
        bodies.map(of).collect()
    }

    #[test]
    fn functions_and_globals_are_numbered_anew_and_calls_between_joined_parts_are_direct() {
        // Each hands on to the other, and to what neither has.
        let (one, other, third) = (part("a", 1, 2), part("b", 2, 1), part("a", 3, 8));
        let joined = join(&[&one, &other, &third]).unwrap();
        wasmparser::Validator::new().validate_all(&joined).unwrap();
        let expected: [&[u32]; 9] = [&[0], &[], &[3], &[1], &[], &[0], &[0], &[], &[7]];
        assert_eq!(uses(&joined), expected);
        let read = read(&joined).unwrap();
        let names: Vec<&str> = read.imports.iter().map(|import| import.name).collect();
        assert_eq!(names, ["table", "memory", "a", "b"]);
        let placed: Vec<(u32, Vec<u32>)> = read.elements.iter().map(|element| functions(element).unwrap()).collect();
        assert_eq!(placed, [(1, vec![0]), (2, vec![3]), (3, vec![6])]);
        assert_eq!(read.data.len(), 3, "empty segments are left out");
    }

    #[test]
    fn what_is_not_a_part_is_refused() {
        let mut other_types = TypeSection::new();
        other_types.ty().function([], []);
        let mut module = Module::new();
        module.section(&other_types);
        assert!(join(&[&part("a", 1, 2), &module.finish()]).is_err());
        assert!(join(&[b"text"]).is_err());
        assert!(join(&[]).is_err());
    }
}
