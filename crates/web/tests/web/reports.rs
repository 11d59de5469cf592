//! Reports in the application: one on its whole way from a draft to publication, and one that was
//! published, read, traced, proven and held to newer data.

use axum::http::{StatusCode, header};
use waymark_app::{Order, Stamp};
use waymark_plan::ReportId;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    CommentKind, FigureChange, ReportComment, ReportDraft, ReportReview, ReportText, Restatement,
    ReviewOutcome,
};
use waymark_plan::ledger::state::ReportStage;
use waymark_web::random::hex;

use crate::harness::{Answer, Browser, Desk, TODAY, now};

const DIRECTOR: &str = "P2";
const CHAIR: &str = "P3";
const LEAD: &str = "P5";
const READS_CASES: &str = "P31";
const ANALYST: &str = "P29";
const LEGAL: &str = "P33";
const FINANCE: &str = "P34";

/// The report that Loamshire has published.
const PUBLISHED: &str = "committee-2017-11";
/// The report that these tests write.
const DRAFT: &str = "committee-2017-12";

fn id(text: &str) -> ReportId {
    text.parse().unwrap()
}

async fn give(desk: &Desk, by: &str, command: Command) {
    let stamp = Stamp {
        by: by.parse().unwrap(),
        today: TODAY,
        now: now(),
        id: hex(16).parse().unwrap(),
    };
    let order = Order {
        command,
        stamp,
        seen: None,
    };
    desk.site.book.give(&[order]).await.unwrap();
}

async fn begun(desk: &Desk) {
    give(
        desk,
        ANALYST,
        Command::OpenReport(ReportDraft {
            id: id(DRAFT),
            title: "Progress report, December 2017".to_owned(),
            meeting_on: jiff::civil::date(2017, 12, 11),
            as_at: TODAY,
            month: None,
            correction: None,
        }),
    )
    .await;
}

fn written(narrative: &str) -> Command {
    Command::WriteReport(ReportText {
        report: id(DRAFT),
        narrative: narrative.to_owned(),
    })
}

fn stage(desk: &Desk, report: &str) -> ReportStage {
    desk.site
        .book
        .view()
        .state
        .report(&id(report))
        .unwrap()
        .stage
}

fn narrative(desk: &Desk) -> Option<String> {
    let view = desk.site.book.view();
    view.state.report(&id(DRAFT)).unwrap().narrative.clone()
}

/// What stands in the editor's text.
fn text_of(answer: &Answer) -> String {
    // Parsing has taken away the line break after the tag, as a browser does.
    let page = scraper::Html::parse_document(&answer.text);
    let area = scraper::Selector::parse("textarea#narrative").unwrap();
    let area = page.select(&area).next().unwrap();
    area.text().collect()
}

/// What a table of the editor says of a reference.
fn says(answer: &Answer, reference: &str) -> String {
    let cells = answer.find("#live tbody td");
    let at = cells.iter().position(|cell| cell == reference).unwrap();
    cells[at + 1].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_goes_from_its_draft_to_publication() {
    let desk = Desk::open().await;
    begun(&desk).await;
    let mut analyst = desk.browser(Some(ANALYST)).await;
    let edit = format!("/reports/{DRAFT}/edit");

    // A reference without words does not go further than the draft.
    let faulty = "## Progress\r\n\r\nIt was {{re-referals}}.\r\n";
    let saved = analyst
        .fill(&edit, &[("narrative", faulty), ("do", "save")])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let kept = narrative(&desk).unwrap();
    assert_eq!(kept, "## Progress\n\nIt was {{re-referals}}.\n");
    let page = analyst.get(&edit).await;
    assert_eq!(text_of(&page), kept);
    assert!(page.text.contains("{{re-referals}}"));
    let page = analyst.get(&format!("/reports/{DRAFT}")).await;
    assert!(!page.text.contains("/draft/pdf"), "nothing to read yet");
    let file = analyst.get(&format!("/reports/{DRAFT}/draft/html")).await;
    assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY);
    let submit = format!("/reports/{DRAFT}/submit");
    let page = analyst.get(&submit).await;
    assert!(page.find("main form").is_empty(), "nothing to hand in");
    let refused = post(&mut analyst, &submit, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stage(&desk, DRAFT), ReportStage::Draft);

    // A number in plain words is offered the reference that says the same.
    let page = analyst.get(&edit).await;
    let value = says(&page, "{{re-referrals}}");
    let plain = format!(
        "The rate of re-referrals was {value} in the year to September 2017.\n\nThe average SDQ score of children in care is in line with the England average.\n"
    );
    let checked = analyst
        .fill(&edit, &[("narrative", &plain), ("do", "check")])
        .await;
    assert_eq!(checked.status, StatusCode::OK);
    assert_eq!(text_of(&checked), plain);
    assert_eq!(narrative(&desk).unwrap(), kept, "a check saves nothing");
    let verdicts = checked.find("#findings .wm-claims > li .govuk-tag");
    assert_eq!(verdicts.first().map(String::as_str), Some("contradicted"));
    let offers = checked.attributes("#findings button[name=do]", "value");
    let offer = offers
        .iter()
        .find(|key| key.starts_with("offer-0-"))
        .unwrap();
    let taken = analyst
        .fill(&edit, &[("narrative", &plain), ("do", offer)])
        .await;
    let live = text_of(&taken);
    assert!(live.contains("was {{re-referrals@2017-09}} in"), "{live}");
    // The same as a fragment, for the script.
    let check = format!("/reports/{DRAFT}/check");
    let fragment = analyst.post(&check, &[("narrative", &plain)]).await;
    assert_eq!(fragment.status, StatusCode::OK);
    assert!(fragment.text.contains(offer.as_str()));
    assert!(!fragment.text.contains("<html"));
    // An offer for a text that was typed on meanwhile is not put in somewhere.
    let late = analyst
        .fill(&edit, &[("narrative", &live), ("do", offer)])
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(text_of(&late), live);

    let saved = analyst
        .fill(&edit, &[("narrative", &live), ("do", "save")])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let again = analyst
        .fill(&edit, &[("narrative", &live), ("do", "save")])
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "nothing changes");
    let draft = format!("/reports/{DRAFT}/draft");
    for (form, media_type) in [
        ("html", "text/html; charset=utf-8"),
        ("docx", "application/vnd.openxmlformats"),
    ] {
        let file = analyst.get(&format!("{draft}/{form}")).await;
        assert_eq!(file.status, StatusCode::OK, "{form}");
        assert!(header_of(&file, header::CONTENT_TYPE).starts_with(media_type));
        assert!(
            header_of(&file, header::CONTENT_DISPOSITION)
                .contains(&format!("filename=\"{DRAFT}-draft.{form}\""))
        );
    }
    let handed_in = analyst.fill(&submit, &[("note", "Look at SDQ.")]).await;
    assert_eq!(
        handed_in.status,
        StatusCode::SEE_OTHER,
        "{}",
        handed_in.text
    );
    assert_eq!(stage(&desk, DRAFT), ReportStage::InReview);

    // Who writes now is told, and keeps the text.
    let token = [
        ("giving", "0a1b"),
        ("seen", "1"),
        ("do", "save"),
        ("narrative", "Mine."),
    ];
    let late = analyst.post(&edit, &token).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(text_of(&late), "Mine.");
    assert_eq!(analyst.get(&edit).await.status, StatusCode::NOT_FOUND);

    give(
        &desk,
        CHAIR,
        Command::ReviewReport(ReportReview {
            report: id(DRAFT),
            outcome: ReviewOutcome::Agreed,
            note: None,
        }),
    )
    .await;
    let approve = format!("/reports/{DRAFT}/approve");
    let mut director = desk.browser(Some(DIRECTOR)).await;
    let early = director.get(&approve).await;
    assert!(early.find("main form").is_empty(), "comments are missing");
    for (by, of) in [(LEGAL, CommentKind::Legal), (FINANCE, CommentKind::Finance)] {
        give(
            &desk,
            by,
            Command::CommentOnReport(ReportComment {
                report: id(DRAFT),
                of,
                text: "There are no implications.".to_owned(),
                on_behalf_of: None,
            }),
        )
        .await;
    }
    let waits = director.get("/reports").await;
    assert!(waits.text.contains("It is to be approved"));

    // A contradicted claim stands with a reason, or not at all.
    let page = director.get(&approve).await;
    let reasons = page.attributes("main form textarea", "name");
    assert_eq!(reasons.len(), 1, "{}", page.text);
    let bare = director.fill(&approve, &[]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bare.find(".govuk-error-summary__list a").len(), 1);
    let stale = director
        .fill(
            &approve,
            &[(&reasons[0], "Agreed."), ("snapshot", "another")],
        )
        .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text.contains("Agreed."), "the reason is kept");
    assert_eq!(stage(&desk, DRAFT), ReportStage::WithLegalAndFinance);
    let fine = director
        .fill(
            &approve,
            &[(&reasons[0], "The board saw the scores by age.")],
        )
        .await;
    assert_eq!(fine.status, StatusCode::SEE_OTHER, "{}", fine.text);
    assert_eq!(stage(&desk, DRAFT), ReportStage::Approved);

    let publish = format!("/reports/{DRAFT}/publish");
    let done = analyst.fill(&publish, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(stage(&desk, DRAFT), ReportStage::Published);
    // The form once more leads to what came of it, and nothing is published twice.
    let head = desk.site.book.view().head;
    let twice = post(&mut analyst, &publish, &[]).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.site.book.view().head, head);
    let page = analyst.get(&format!("/reports/{DRAFT}")).await;
    assert!(page.text.contains("The board saw the scores by age."));
    let pdf = analyst
        .get(&format!("/reports/{DRAFT}/documents/{DRAFT}.pdf"))
        .await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
    assert_eq!(
        analyst.get(&format!("{draft}/pdf")).await.status,
        StatusCode::NOT_FOUND,
        "what was published is in the archive"
    );
    let both = analyst
        .get(&format!("/reports/compare?one={PUBLISHED}&other={DRAFT}"))
        .await;
    assert!(both.text.contains("The narrative is another."));
}

/// Sends a form of ours that is not filled in from its page.
async fn post(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("giving", "0a1b2c"), ("seen", "1000000")];
    all.extend(fields);
    browser.post(path, &all).await
}

fn header_of(answer: &Answer, name: header::HeaderName) -> &str {
    answer.headers.get(name).unwrap().to_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_published_is_read_traced_and_proven() {
    let desk = Desk::open().await;
    let mut analyst = desk.browser(Some(ANALYST)).await;
    let list = analyst.get("/reports").await;
    assert!(list.text.contains(&format!("/reports/{PUBLISHED}\"")));
    let page = analyst.get(&format!("/reports/{PUBLISHED}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert_eq!(page.find(".wm-steps .wm-steps__done").len(), 5);
    let marks = page.attributes("details td a, details th a", "href");
    assert!(!marks.is_empty(), "{}", page.text);

    let documents = page.attributes("main ul a[href*='/documents/']", "href");
    assert_eq!(documents.len(), 4, "three files, and one to read here");
    for path in &documents {
        let file = analyst.get(path).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        let is_read_here = path.ends_with("?read=yes");
        let disposition = header_of(&file, header::CONTENT_DISPOSITION);
        assert_eq!(disposition.starts_with("inline"), is_read_here, "{path}");
        assert!(header_of(&file, header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    }

    // The way to the rows is shown to who may see them, and to nobody else.
    let trace = marks[0].clone();
    assert!(
        trace.starts_with(&format!("/reports/{PUBLISHED}/trace/F")),
        "{trace}"
    );
    let without = analyst.get(&trace).await;
    assert_eq!(without.status, StatusCode::OK, "{}", without.text);
    assert!(!without.text.contains("/cases?month="));
    let mut reader = desk.browser(Some(READS_CASES)).await;
    assert!(reader.get(&trace).await.text.contains("/cases?month="));

    let proof = analyst.get(&format!("/reports/{PUBLISHED}/verify")).await;
    assert!(
        proof.text.contains("is what was published"),
        "{}",
        proof.text
    );
    let data = analyst.get(&format!("/reports/{PUBLISHED}/restate")).await;
    assert!(data.text.contains("Nothing has changed."), "{}", data.text);
    let raised = analyst
        .post(
            &format!("/reports/{PUBLISHED}/restate"),
            &[("giving", "0a"), ("seen", "1000000"), ("snapshot", "x")],
        )
        .await;
    assert_eq!(raised.status, StatusCode::UNPROCESSABLE_ENTITY);
    let now = analyst
        .get(&format!("/reports/compare?one={PUBLISHED}&other=now"))
        .await;
    assert_eq!(now.status, StatusCode::OK);
    assert!(now.text.contains("today"));

    // A file that was changed is told, and the page of it still comes.
    let path = desk.site.settings.home.reports().join(PUBLISHED);
    let path = path.join("documents").join(format!("{PUBLISHED}.html"));
    std::fs::write(&path, "another").unwrap();
    let proof = analyst.get(&format!("/reports/{PUBLISHED}/verify")).await;
    assert!(proof.text.contains("is not what was published"));
}

/// Addresses about the published report and about none, each with who asks and what they get.
#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_or_may_not_be_done_is_not_there() {
    let desk = Desk::open().await;
    begun(&desk).await;
    give(&desk, ANALYST, written("Nothing has a number here.")).await;
    let mut browsers = std::collections::BTreeMap::new();
    for (who, path, expected) in [
        (ANALYST, "/reports/no-such-report".to_owned(), 404),
        (ANALYST, "/reports/NOT AN ID".replace(' ', "%20"), 404),
        (ANALYST, format!("/reports/{PUBLISHED}/edit"), 404),
        (ANALYST, format!("/reports/{PUBLISHED}/trace/F9999"), 404),
        (ANALYST, format!("/reports/{PUBLISHED}/draft/pdf"), 404),
        (
            ANALYST,
            format!("/reports/{PUBLISHED}/documents/manifest.json"),
            404,
        ),
        (
            ANALYST,
            format!("/reports/{PUBLISHED}/correction/{PUBLISHED}-r1/pdf"),
            404,
        ),
        (ANALYST, format!("/reports/{DRAFT}/verify"), 404),
        (ANALYST, format!("/reports/{DRAFT}/restate"), 404),
        (ANALYST, format!("/reports/{DRAFT}/publish"), 404),
        (ANALYST, format!("/reports/{DRAFT}/draft/exe"), 404),
        (
            ANALYST,
            format!("/reports/compare?one={DRAFT}&other=now"),
            404,
        ),
        (ANALYST, format!("/reports/{DRAFT}/edit"), 200),
        (LEAD, format!("/reports/{DRAFT}/edit"), 200),
        (LEAD, format!("/reports/{DRAFT}/submit"), 404),
        (LEGAL, format!("/reports/{DRAFT}"), 200),
        (LEGAL, format!("/reports/{DRAFT}/edit"), 404),
        (DIRECTOR, format!("/reports/{DRAFT}/approve"), 404),
    ] {
        if !browsers.contains_key(who) {
            browsers.insert(who, desk.browser(Some(who)).await);
        }
        let browser = browsers.get_mut(who).unwrap();
        let answer = browser.get(&path).await;
        assert_eq!(answer.status.as_u16(), expected, "{who}: {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_over_another_is_told_and_keeps_the_text() {
    let desk = Desk::open().await;
    begun(&desk).await;
    let mut analyst = desk.browser(Some(ANALYST)).await;
    let edit = format!("/reports/{DRAFT}/edit");
    let page = analyst.get(&edit).await;
    let (giving, seen) = (page.hidden("giving"), page.hidden("seen"));
    give(&desk, LEAD, written("Theirs.")).await;
    let fields = [
        ("giving", giving.as_str()),
        ("seen", seen.as_str()),
        ("narrative", "Mine."),
        ("do", "save"),
    ];
    let told = analyst.post(&edit, &fields).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(text_of(&told), "Mine.");
    assert_eq!(told.find("details pre"), ["Theirs."]);
    assert_eq!(narrative(&desk).as_deref(), Some("Theirs."));
    // Who has seen it may save over it: the other text stays in the log.
    let (giving, seen) = (told.hidden("giving"), told.hidden("seen"));
    let fields = [
        ("giving", giving.as_str()),
        ("seen", seen.as_str()),
        ("narrative", "Mine."),
        ("do", "save"),
    ];
    let saved = analyst.post(&edit, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(narrative(&desk).as_deref(), Some("Mine."));
    // The same form once more, as after an answer that was lost.
    let again = analyst.post(&edit, &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restatement_is_shown_beside_the_report_until_it_is_answered() {
    let desk = Desk::open().await;
    let restatement = format!("{PUBLISHED}-r1");
    give(
        &desk,
        ANALYST,
        Command::RaiseRestatement(Restatement {
            id: restatement.parse().unwrap(),
            report: id(PUBLISHED),
            snapshot: "a-newer-snapshot".to_owned(),
            changes: vec![FigureChange {
                reference: "F1".to_owned(),
                measure: "re-referrals".parse().unwrap(),
                month: "2017-09".parse().unwrap(),
                said: "18.5%".to_owned(),
                now: "18.9%".to_owned(),
                sentences: vec!["Re-referrals were 18.5%.".to_owned()],
            }],
            because: Some("Twelve assessments had been entered twice.".to_owned()),
        }),
    )
    .await;
    let mut analyst = desk.browser(Some(ANALYST)).await;
    let list = analyst.get("/reports").await;
    assert!(list.text.contains(&format!("{restatement}</a>: 1 figure")));
    let path = format!("/reports/{PUBLISHED}");
    let page = analyst.get(&path).await;
    let row = page.find("section.wm-evidence tbody tr").join(" ");
    for words in ["F1", "18.5%", "18.9%", "Re-referrals were 18.5%."] {
        assert!(row.contains(words), "{row}");
    }
    // Who agrees for a meeting answers it; the analyst does not.
    assert!(!page.text.contains("/give/answer-restatement"));
    let mut chair = desk.browser(Some(CHAIR)).await;
    let page = chair.get(&path).await;
    assert!(page.text.contains("/give/answer-restatement"));
    let note = analyst
        .get(&format!("{path}/correction/{restatement}/html?read=yes"))
        .await;
    assert_eq!(note.status, StatusCode::OK);
    assert!(note.text.contains("18.9%"));
    assert!(
        header_of(&note, header::CONTENT_DISPOSITION)
            .contains(&format!("correction-{restatement}.html"))
    );
    // A restatement belongs to its report alone.
    begun(&desk).await;
    let other = analyst
        .get(&format!("/reports/{DRAFT}/correction/{restatement}/html"))
        .await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}
