//! Reads the modules of a crate and the paths by which they use each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path from the crate's root, such as `["history", "rows"]`.
pub(crate) type ModulePath = Vec<String>;

/// The modules of a crate, one per file; modules only for tests are left out.
#[derive(Default)]
pub(crate) struct Modules(BTreeMap<ModulePath, Module>);

#[derive(Default)]
struct Module {
    /// Paths used, from the crate's root.
    used: Vec<ModulePath>,
    /// Names that the module imports or re-exports, and their paths from the crate's root.
    imported: BTreeMap<String, ModulePath>,
    /// Paths that begin with a name in scope, such as `rows::insert`.
    relative: Vec<ModulePath>,
}

impl Modules {
    /// Reads the crate whose root is the file `lib.rs` or `main.rs`.
    pub(crate) fn read(root: &Path) -> Self {
        let mut modules = Self::default();
        modules.read_file(root, root.parent().unwrap(), Vec::new());
        modules
    }

    /// Pairs of modules of which the first uses the second. A parent and its descendants may use each other.
    pub(crate) fn edges(&self) -> BTreeSet<(ModulePath, ModulePath)> {
        let mut edges = BTreeSet::new();
        for (path, module) in &self.0 {
            let relative = module.relative.iter().filter_map(|used| {
                let (name, rest) = used.split_first()?;
                Some([module.imported.get(name)?, rest].concat())
            });
            for used in module.used.iter().cloned().chain(relative) {
                let target = self.resolve(&used, 8);
                if !target.starts_with(path) && !path.starts_with(&target) {
                    edges.insert((path.clone(), target));
                }
            }
        }
        edges
    }

    /// The module that defines the item at `path`, found through re-exports.
    fn resolve(&self, path: &[String], depth: u8) -> ModulePath {
        let mut module = ModulePath::new();
        for (index, name) in path.iter().enumerate() {
            let child = [module.as_slice(), std::slice::from_ref(name)].concat();
            if self.0.contains_key(&child) {
                module = child;
                continue;
            }
            let import = self.0.get(&module).and_then(|it| it.imported.get(name));
            return match import {
                Some(target) if depth > 0 => {
                    let rest = path.get(index + 1..).unwrap_or_default();
                    self.resolve(&[target, rest].concat(), depth - 1)
                }
                _ => module,
            };
        }
        module
    }

    fn read_file(&mut self, file: &Path, children: &Path, path: ModulePath) {
        let text = fs::read_to_string(file).unwrap();
        let mut reader = Reader::default();
        reader.read(&text.parse().unwrap(), &path);
        for child in &reader.children {
            let child_path = [path.as_slice(), std::slice::from_ref(&child.name)].concat();
            for (file, children) in child.files(file.parent().unwrap(), children) {
                self.read_file(&file, &children, child_path.clone());
            }
        }
        self.0.entry(path).or_default().extend(reader.module);
    }
}

impl Module {
    fn extend(&mut self, other: Self) {
        self.used.extend(other.used);
        self.imported.extend(other.imported);
        self.relative.extend(other.relative);
    }
}

/// A module that has a file of its own.
struct Child {
    name: String,
    /// Files named by `path` attributes, which may differ by system.
    named_files: Vec<String>,
}

impl Child {
    /// The module's files, each with the folder of its own children.
    fn files(&self, folder: &Path, children: &Path) -> Vec<(PathBuf, PathBuf)> {
        let name = &self.name;
        if !self.named_files.is_empty() {
            let files = self.named_files.iter();
            return files
                .map(|file| (folder.join(file), folder.to_owned()))
                .collect();
        }
        let files = [format!("{name}.rs"), format!("{name}/mod.rs")];
        let files = files.map(|file| children.join(file)).into_iter();
        let found: Vec<_> = files
            .filter(|file| file.is_file())
            .map(|file| (file, children.join(name)))
            .collect();
        assert_eq!(found.len(), 1, "{}: {name}", children.display());
        found
    }
}

/// Collects what one file contains.
#[derive(Default)]
struct Reader {
    module: Module,
    children: Vec<Child>,
    /// Files named by attributes of the next module.
    named_files: Vec<String>,
}

impl Reader {
    /// Reads tokens within the module `path`, which may be an inline module of the file.
    fn read(&mut self, tokens: &TokenStream, path: &[String]) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 1);
            at += match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' && is_cfg_test(next) => {
                    item_length(&tokens[at..])
                }
                TokenTree::Punct(mark) if mark.as_char() == '#' => {
                    self.named_files.extend(named_file(next));
                    2
                }
                TokenTree::Ident(word) if word == "mod" => {
                    self.read_mod(next, tokens.get(at + 2), path);
                    3
                }
                TokenTree::Ident(word) if word == "use" => {
                    self.read_use(&tokens[at + 1..], path);
                    1
                }
                TokenTree::Ident(_) => self.read_path(&tokens[at..], path),
                TokenTree::Group(group) => {
                    self.read(&group.stream(), path);
                    1
                }
                _ => 1,
            };
        }
    }

    fn read_mod(&mut self, name: Option<&TokenTree>, body: Option<&TokenTree>, path: &[String]) {
        let name = name.unwrap().to_string();
        match body {
            Some(TokenTree::Group(body)) => self.read(&body.stream(), &[path, &[name]].concat()),
            _ => self.children.push(Child {
                name,
                named_files: std::mem::take(&mut self.named_files),
            }),
        }
    }

    /// Records the names that a `use` brings into scope; the paths themselves are read as any other.
    fn read_use(&mut self, tokens: &[TokenTree], path: &[String]) {
        // `use<'a>` in a type names no module.
        if tokens[0].to_string() == "<" {
            return;
        }
        let end = tokens.iter().position(|it| it.to_string() == ";").unwrap();
        for (leaf, name) in leaves(&tokens[..end], &[]) {
            let target = absolute(&leaf, path).or_else(|| {
                let mut children = self.children.iter();
                let is_child = children.any(|child| Some(&child.name) == leaf.first());
                is_child.then(|| [path, &leaf].concat())
            });
            if let Some(target) = target {
                self.module.used.push(target.clone());
                self.module.imported.insert(name, target);
            }
        }
    }

    /// Records a path such as `super::rows::insert`, and returns its number of tokens.
    fn read_path(&mut self, tokens: &[TokenTree], path: &[String]) -> usize {
        let mut words = vec![tokens[0].to_string()];
        let mut length = 1;
        while let [
            TokenTree::Punct(one),
            TokenTree::Punct(two),
            TokenTree::Ident(word),
            ..,
        ] = &tokens[length..]
            && (one.as_char(), two.as_char()) == (':', ':')
        {
            words.push(word.to_string());
            length += 3;
        }
        match absolute(&words, path) {
            Some(used) => self.module.used.push(used),
            None if words.len() > 1 => self.module.relative.push(words),
            None => {}
        }
        length
    }
}

fn is_cfg_test(attribute: Option<&TokenTree>) -> bool {
    let text = attribute.map(ToString::to_string).unwrap_or_default();
    let text = text.replace(' ', "");
    text == "[cfg(test)]" || text.starts_with("[cfg(all(test,")
}

/// `x.rs` of an attribute with `path = "x.rs"`.
fn named_file(attribute: Option<&TokenTree>) -> Option<String> {
    let text = attribute?.to_string();
    let (_, rest) = text.split_once("path = \"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// The number of tokens of an item with its attributes: it ends with `;` or a block.
fn item_length(tokens: &[TokenTree]) -> usize {
    let end = tokens.iter().position(|token| match token {
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    });
    end.map_or(tokens.len(), |end| end + 1)
}

/// The paths of a tree such as `a::{b, c::{d as e}}`, each with the name that it gets.
fn leaves(tokens: &[TokenTree], prefix: &[String]) -> Vec<(ModulePath, String)> {
    let mut leaves = Vec::new();
    for tree in tokens.split(|token| token.to_string() == ",") {
        let mut path = prefix.to_vec();
        let mut alias = None;
        let mut words = tree.iter();
        while let Some(token) = words.next() {
            match token {
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    leaves.extend(self::leaves(&inner, &path));
                    path.clear();
                }
                TokenTree::Ident(word) if word == "as" => {
                    alias = words.next().map(ToString::to_string);
                }
                // `a::{self}` is `a`.
                TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                TokenTree::Ident(word) => path.push(word.to_string()),
                _ => {}
            }
        }
        if let Some(last) = path.last().cloned() {
            leaves.push((path, alias.unwrap_or(last)));
        }
    }
    leaves
}

/// The path from the crate's root; `None` if it does not begin with `crate`, `self` or `super`.
fn absolute(words: &[String], module: &[String]) -> Option<ModulePath> {
    let mut base = match words.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    let mut rest = words;
    while let [first, others @ ..] = rest
        && ["crate", "self", "super"].contains(&first.as_str())
    {
        if first == "super" {
            base.pop();
        }
        rest = others;
    }
    Some([base.as_slice(), rest].concat())
}
