//! Files that a form brings. They are written to files without a name as they come in, so that a
//! large return fills no memory while it travels, and one that breaks off leaves nothing behind.
//!
//! The form's token is its first field: nothing is written before it was looked at. What the files
//! are is not asked here.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::PathBuf;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use crate::aside::apart;
use crate::fault::Fault;
use crate::guard::{TOKEN, is_token_of};
use crate::site::Site;
use crate::visitor::Visitor;

/// The longest answer of a field that is no file, in bytes.
const LONGEST_ANSWER: usize = 10_000;
/// The most fields of one form: a year's returns as single tables, many times over.
const MOST_FIELDS: usize = 2_000;
/// How much is gathered before it is written.
const PIECE: usize = 1 << 20;

/// A form with files, received whole.
#[derive(Debug, Default)]
pub struct Upload {
    /// The files, in the order in which they were sent.
    pub files: Vec<Received>,
    answers: Vec<(String, String)>,
}

/// A file that was received. It has no name on the disk and goes when it is dropped.
#[derive(Debug)]
pub struct Received {
    /// The name that the sender gives it. It is shown, and never a path.
    pub name: String,
    file: File,
}

impl Received {
    /// What is in it. Reads a disk: for where that may take its time.
    pub fn read(mut self) -> io::Result<(String, Vec<u8>)> {
        let mut bytes = Vec::new();
        self.file.rewind()?;
        self.file.read_to_end(&mut bytes)?;
        Ok((self.name, bytes))
    }
}

impl Upload {
    /// What a field that is no file was answered with; empty where it is not there.
    pub fn answer(&self, name: &str) -> &str {
        let found = self.answers.iter().find(|(known, _)| known == name);
        found.map(|(_, answer)| answer.trim()).unwrap_or_default()
    }

    /// Every file with what is in it, read where that holds nobody up.
    pub async fn read(files: Vec<Received>) -> Result<Vec<(String, Vec<u8>)>, Fault> {
        apart(move || {
            files
                .into_iter()
                .map(Received::read)
                .collect::<io::Result<_>>()
        })
        .await?
        .map_err(Fault::failed)
    }
}

/// How much may still come.
struct Room {
    left: usize,
    whole: usize,
}

impl Room {
    fn take(&mut self, bytes: usize) -> Result<(), Fault> {
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or_else(|| too_large(self.whole))?;
        Ok(())
    }
}

impl FromRequest<Site> for Upload {
    type Rejection = Fault;

    async fn from_request(mut request: Request, site: &Site) -> Result<Self, Fault> {
        let visitor = request.extensions().get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(|| Fault::failed("a route without its visitor"))?;
        let whole = site.settings.largest_upload;
        if declared(&request).is_some_and(|length| length > whole) {
            return Err(too_large(whole));
        }
        // The limit of forms without files stands around all routes; here the bytes are counted.
        DefaultBodyLimit::disable().apply(&mut request);
        let mut form = Multipart::from_request(request, site).await.map_err(|_| {
            Fault::Unfit(
                "Files are sent with the form of the page. Go back and use that.".to_owned(),
            )
        })?;
        let mut room = Room { left: whole, whole };
        let Some(token) = form.next_field().await.map_err(broken)? else {
            return Err(Fault::Forged);
        };
        if token.name() != Some(TOKEN) || !is_token_of(&visitor, &answer(token, &mut room).await?) {
            return Err(Fault::Forged);
        }
        let mut upload = Upload::default();
        let mut fields = 0;
        while let Some(field) = form.next_field().await.map_err(broken)? {
            fields += 1;
            if fields > MOST_FIELDS {
                return Err(Fault::TooLarge(format!(
                    "More than {MOST_FIELDS} files were sent at once. Nothing was kept. Send fewer."
                )));
            }
            match field.file_name().map(str::to_owned) {
                Some(name) => {
                    let file = file(field, &mut room, site.settings.home.path.clone()).await?;
                    // A browser sends an empty file without a name where none was chosen.
                    if !name.is_empty() {
                        upload.files.push(Received { name, file });
                    }
                }
                None => {
                    let name = field.name().unwrap_or_default().to_owned();
                    let text = answer(field, &mut room).await?;
                    upload.answers.push((name, text));
                }
            }
        }
        Ok(upload)
    }
}

fn declared(request: &Request) -> Option<usize> {
    let length = request.headers().get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

async fn answer(mut field: Field<'_>, room: &mut Room) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        room.take(chunk.len())?;
        if bytes.len() + chunk.len() > LONGEST_ANSWER {
            return Err(Fault::TooLarge(
                "An answer of the form is far too long. Nothing was kept.".to_owned(),
            ));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| {
        Fault::Unfit("An answer of the form cannot be read as text. Nothing was kept.".to_owned())
    })
}

async fn file(mut field: Field<'_>, room: &mut Room, folder: PathBuf) -> Result<File, Fault> {
    let mut file = apart(move || {
        // Beside what it may become part of, as the system's own folder may be small.
        std::fs::create_dir_all(&folder)?;
        tempfile::tempfile_in(&folder)
    })
    .await?
    .map_err(Fault::failed)?;
    let mut piece = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        room.take(chunk.len())?;
        piece.extend_from_slice(&chunk);
        if piece.len() >= PIECE {
            file = write(file, std::mem::take(&mut piece)).await?;
        }
    }
    write(file, piece).await
}

async fn write(mut file: File, piece: Vec<u8>) -> Result<File, Fault> {
    apart(move || file.write_all(&piece).map(|()| file))
        .await?
        .map_err(Fault::failed)
}

fn broken(error: MultipartError) -> Fault {
    match error.status() {
        StatusCode::INTERNAL_SERVER_ERROR => Fault::failed(error),
        _ => Fault::Unfit(
            "The files did not arrive whole. Nothing was kept. Send them again.".to_owned(),
        ),
    }
}

fn too_large(whole: usize) -> Fault {
    Fault::TooLarge(format!(
        "The files may have {} together. Nothing was kept. Send fewer files at once, or ask your administrator for a higher limit.",
        size(whole as u64)
    ))
}

/// A number of bytes as people say it.
pub fn size(bytes: u64) -> String {
    const STEP: f64 = 1024.0;
    let mut number = bytes as f64;
    for unit in ["bytes", "kB", "MB"] {
        if number < STEP {
            return if unit == "bytes" || number >= 10.0 {
                format!("{number:.0} {unit}")
            } else {
                format!("{number:.1} {unit}")
            };
        }
        number /= STEP;
    }
    format!("{number:.1} GB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        for (bytes, words) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (1536, "1.5 kB"),
            (20 << 10, "20 kB"),
            (256 << 20, "256 MB"),
            (3 << 30, "3.0 GB"),
        ] {
            assert_eq!(size(bytes), words, "{bytes}");
        }
    }

    #[test]
    fn what_is_beyond_the_room_is_refused() {
        let mut room = Room {
            left: 10,
            whole: 10,
        };
        assert!(room.take(6).is_ok());
        assert!(room.take(4).is_ok());
        assert!(matches!(room.take(1), Err(Fault::TooLarge(_))));
    }
}
