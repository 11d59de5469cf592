//! A picture as DrawingML: its size, its alternative text and the part that holds it.

use super::xml::Xml;

/// A picture in the line of the text.
pub(super) struct Picture {
    /// Which picture of the document, from 1.
    pub number: String,
    pub name: String,
    /// The alternative text.
    pub description: String,
    pub relationship: String,
    /// Width and height in EMU.
    pub size: [String; 2],
}

impl Picture {
    /// Writes the run that holds the picture.
    pub(super) fn run(&self, xml: &mut Xml) {
        let [width, height] = [self.size[0].as_str(), self.size[1].as_str()];
        let extent = [("cx", width), ("cy", height)];
        xml.open("w:r", &[]);
        xml.open("w:drawing", &[]);
        let none = [
            ("distT", "0"),
            ("distB", "0"),
            ("distL", "0"),
            ("distR", "0"),
        ];
        xml.within("wp:inline", &none, |xml| {
            xml.empty("wp:extent", &extent);
            xml.empty(
                "wp:docPr",
                &[
                    ("id", &self.number),
                    ("name", &self.name),
                    ("descr", &self.description),
                ],
            );
            xml.within("wp:cNvGraphicFramePr", &[], |xml| {
                xml.empty("a:graphicFrameLocks", &[("noChangeAspect", "1")]);
            });
            let uri = "http://schemas.openxmlformats.org/drawingml/2006/picture";
            xml.open("a:graphic", &[]);
            xml.within("a:graphicData", &[("uri", uri)], |xml| {
                xml.within("pic:pic", &[], |xml| {
                    xml.within("pic:nvPicPr", &[], |xml| {
                        xml.empty(
                            "pic:cNvPr",
                            &[
                                ("id", &self.number),
                                ("name", &self.name),
                                ("descr", &self.description),
                            ],
                        );
                        xml.empty("pic:cNvPicPr", &[]);
                    });
                    xml.within("pic:blipFill", &[], |xml| {
                        xml.empty("a:blip", &[("r:embed", &self.relationship)]);
                        xml.within("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
                    });
                    xml.within("pic:spPr", &[], |xml| {
                        xml.within("a:xfrm", &[], |xml| {
                            xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                            xml.empty("a:ext", &extent);
                        });
                        xml.within("a:prstGeom", &[("prst", "rect")], |xml| {
                            xml.empty("a:avLst", &[]);
                        });
                    });
                });
            });
            xml.close("a:graphic");
        });
        xml.close("w:drawing");
        xml.close("w:r");
    }
}
