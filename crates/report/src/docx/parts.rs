//! The parts of a DOCX package besides the text: content types, relationships, properties,
//! settings and the footer.

use jiff::civil::Date;

use super::xml::{Attributes, RELATIONSHIPS, WORD, Xml};
use crate::document::Document;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A relationship of the text part: an id and what it leads to.
pub(super) struct Relationship {
    /// Such as `rId7`.
    pub id: String,
    /// The last word of its type's address, such as `image`.
    pub kind: &'static str,
    /// A part's path from `word/`, or an address.
    pub target: String,
    /// Whether the target lies outside the file.
    pub external: bool,
}

/// `[Content_Types].xml`.
pub(super) fn content_types() -> Vec<u8> {
    let mut xml = Xml::new();
    let namespace = format!("{PACKAGE}/content-types");
    xml.within("Types", &[("xmlns", &namespace)], |xml| {
        for (extension, kind) in [
            (
                "rels",
                "application/vnd.openxmlformats-package.relationships+xml",
            ),
            ("xml", "application/xml"),
            ("png", "image/png"),
        ] {
            xml.empty(
                "Default",
                &[("Extension", extension), ("ContentType", kind)],
            );
        }
        let word = |part: &str| format!("{WORD_TYPE}.{part}+xml");
        for (part, kind) in [
            ("/word/document.xml", word("document.main")),
            ("/word/styles.xml", word("styles")),
            ("/word/numbering.xml", word("numbering")),
            ("/word/settings.xml", word("settings")),
            ("/word/footer1.xml", word("footer")),
            (
                "/docProps/core.xml",
                "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
            ),
            (
                "/docProps/app.xml",
                "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
            ),
        ] {
            xml.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
        }
    });
    xml.finish()
}

/// `_rels/.rels`.
pub(super) fn package_relationships() -> Vec<u8> {
    relationships(&[
        (
            "rId1",
            &format!("{OFFICE}/officeDocument"),
            "word/document.xml",
            false,
        ),
        (
            "rId2",
            &format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
            false,
        ),
        (
            "rId3",
            &format!("{OFFICE}/extended-properties"),
            "docProps/app.xml",
            false,
        ),
    ])
}

/// `word/_rels/document.xml.rels`.
pub(super) fn document_relationships(list: &[Relationship]) -> Vec<u8> {
    let kinds: Vec<String> = list
        .iter()
        .map(|relationship| format!("{OFFICE}/{}", relationship.kind))
        .collect();
    let list: Vec<_> = list
        .iter()
        .zip(&kinds)
        .map(|(r, kind)| (r.id.as_str(), kind.as_str(), r.target.as_str(), r.external))
        .collect();
    relationships(&list)
}

fn relationships(list: &[(&str, &str, &str, bool)]) -> Vec<u8> {
    let mut xml = Xml::new();
    let namespace = format!("{PACKAGE}/relationships");
    xml.within("Relationships", &[("xmlns", &namespace)], |xml| {
        for (id, kind, target, external) in list {
            let inside = [("Id", *id), ("Type", *kind), ("Target", *target)];
            let outside = [inside[0], inside[1], inside[2], ("TargetMode", "External")];
            let attributes: Attributes = if *external { &outside } else { &inside };
            xml.empty("Relationship", attributes);
        }
    });
    xml.finish()
}

/// `docProps/core.xml`: what the file says of itself. Its times are the day of the report.
pub(super) fn core_properties(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    let day = moment(document.as_at);
    let namespaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.within("cp:coreProperties", &namespaces, |xml| {
        xml.element("dc:title", &[], &document.title);
        xml.element("dc:creator", &[], &document.author);
        xml.element("dc:description", &[], &document.description);
        xml.element("dc:language", &[], "en-GB");
        xml.element("cp:lastModifiedBy", &[], &document.author);
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], &day);
        }
    });
    xml.finish()
}

fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// `docProps/app.xml`.
pub(super) fn app_properties(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.within("Properties", &[("xmlns", namespace)], |xml| {
        xml.element("Application", &[], "Waymark");
        xml.element("Company", &[], &document.author);
    });
    xml.finish()
}

/// `word/settings.xml`: Word 2013 and later, without compatibility mode.
pub(super) fn settings() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:settings", &[WORD], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.val("w:defaultTabStop", "567");
        xml.val("w:characterSpacingControl", "doNotCompress");
        xml.within("w:compat", &[], |xml| {
            for (name, value) in [
                ("compatibilityMode", "15"),
                ("overrideTableStyleFontSizeAndJustification", "1"),
                ("enableOpenTypeFeatures", "1"),
                ("doNotFlipMirrorIndents", "1"),
                ("differentiateMultirowTableHeaders", "1"),
            ] {
                xml.empty(
                    "w:compatSetting",
                    &[
                        ("w:name", name),
                        ("w:uri", "http://schemas.microsoft.com/office/word"),
                        ("w:val", value),
                    ],
                );
            }
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-GB")]);
        xml.val("w:decimalSymbol", ".");
        xml.val("w:listSeparator", ",");
    });
    xml.finish()
}

/// `word/footer1.xml`: the document's line, and the page's number of how many.
pub(super) fn footer(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:ftr", &[WORD, RELATIONSHIPS], |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "Footer");
            });
            run(xml, &document.footer);
        });
        // The page number has a line of its own, so that a long footer cannot run into it.
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "Footer");
                xml.val("w:jc", "right");
            });
            run(xml, "Page ");
            field(xml, " PAGE ");
            run(xml, " of ");
            field(xml, " NUMPAGES ");
        });
    });
    xml.finish()
}

fn run(xml: &mut Xml, words: &str) {
    xml.within("w:r", &[], |xml| {
        xml.element("w:t", &[("xml:space", "preserve")], words);
    });
}

fn field(xml: &mut Xml, instruction: &str) {
    xml.within("w:fldSimple", &[("w:instr", instruction)], |xml| {
        run(xml, "1");
    });
}
