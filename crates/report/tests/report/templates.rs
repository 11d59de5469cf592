//! The template: the one in the program is right, and every fault is told with its place.

use waymark_narrative::sentence::{Against, WhichMonth};
use waymark_report::Template;
use waymark_report::template::SectionKind;

const HEAD: &str = "format = 1\ntitle = \"A title\"\ndescription = \"A report.\"\n";

#[track_caller]
fn check_fault(body: &str, line: usize, message: &str, help: &str) {
    let text = format!("{HEAD}{body}");
    let found = Template::read(&text).unwrap_err();
    let wanted = found
        .iter()
        .find(|one| one.message.contains(message))
        .unwrap_or_else(|| panic!("no `{message}` in {found:?}"));
    assert_eq!(wanted.line, line, "{wanted:?}");
    assert!(
        wanted.help.as_deref().unwrap_or_default().contains(help),
        "{wanted:?}"
    );
}

#[test]
fn the_template_in_the_program_is_right() {
    let template = Template::built_in();
    // The order of the seed report: its headings' meaning, one by one; and what officers say and
    // how the report came about, which it has not.
    let kinds: Vec<String> = template
        .sections
        .iter()
        .map(|section| {
            format!("{:?}", section.kind)
                .split(['(', ' '])
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "Standing",
            "PreviousDecisions",
            "Background",
            "RatingKey",
            "Ratings",
            "Highlights",
            "Narrative",
            "Consultations",
            "Resources",
            "Papers",
            "Circulation",
            "Officers",
            "Appendices",
            "Equality",
            "Risk",
            "Log",
            "Recommendations",
            "Figures",
        ]
    );
    assert_eq!(template.figures().count(), 12);
}

#[test]
fn a_highlight_is_read_whole() {
    let text = format!(
        "{HEAD}[[section]]\nkind = \"highlights\"\nheading = \"H\"\n[[section.highlight]]\nlead = \"A lead.\"\nfigure = \"re-referrals\"\nmonth = \"latest\"\ncompare = \"2016-09\"\nbenchmarks = [\"england\"]\n"
    );
    let template = Template::read(&text).unwrap();
    let (selector, asked) = template.figures().next().unwrap();
    assert_eq!(selector.to_string(), "re-referrals");
    assert_eq!(asked.month, WhichMonth::Latest);
    assert_eq!(asked.against, Against::Month("2016-09".parse().unwrap()));
    assert!(matches!(
        template.sections[0].kind,
        SectionKind::Highlights(_)
    ));
}

#[test]
fn faults_name_their_line_and_what_to_write() {
    let section = "[[section]]\nkind = \"standing\"\nheading = \"H\"\n";
    check_fault(
        "[[section]]\nkind = \"higlights\"\nheading = \"H\"\n",
        5,
        "no kind of section `higlights`",
        "did you mean `highlights`?",
    );
    check_fault(
        &format!("{section}befor = [\"x\"]\n"),
        7,
        "no key `befor`",
        "did you mean `before`?",
    );
    check_fault(
        &format!("{section}before = [\"{{{{ autority }}}}\"]\n"),
        7,
        "no placeholder `autority`",
        "did you mean `{{ authority }}`?",
    );
    check_fault(
        &format!("{section}before = [\"{{{{ inspection.moth }}}}\"]\n"),
        7,
        "no placeholder `inspection.moth`",
        "inspection.month",
    );
    check_fault(
        &format!("{section}before = [\"{{{{ authority\"]\n"),
        7,
        "the placeholder cannot be read",
        "authority",
    );
    check_fault(
        &format!("{section}before = \"x\"\n"),
        7,
        "`before` must be a list",
        "",
    );
    check_fault(
        "subtitle = []\n",
        1,
        "a template needs sections",
        "[[section]]",
    );
    check_fault(
        "[[section]]\nkind = \"standing\"\nheading = \"H\"\npart = true\n",
        4,
        "the first section cannot be a part",
        "",
    );
    check_fault(
        &format!(
            "{section}[[section]]\nkind = \"risk\"\nheading = \"H\"\n[[section]]\nkind = \"risk\"\nheading = \"H\"\n"
        ),
        10,
        "already a section of this kind",
        "",
    );
    check_fault("section = = 1\n", 4, "", "");
    check_fault(
        &format!("{section}before = [\"{{{{ appendix.figures }}}}\"]\n"),
        4,
        "names `appendix.figures`",
        "figures",
    );
}

#[test]
fn highlights_are_strict() {
    let highlight = |body: &str| {
        format!(
            "[[section]]\nkind = \"highlights\"\nheading = \"H\"\n[[section.highlight]]\n{body}"
        )
    };
    check_fault(
        &highlight("figure = \"x\"\nlead = \"In 2017 it was better\"\n"),
        9,
        "a lead has no numbers",
        "let its sentence say it",
    );
    check_fault(
        &highlight("figure = \"x\"\nlead = \"It has improved\"\n"),
        9,
        "a lead does not judge",
        "let its sentence say it",
    );
    check_fault(
        &highlight("figure = \"Re referrals\"\n"),
        8,
        "names no figure",
        "",
    );
    check_fault(
        &highlight("figure = \"x\"\ncompare = \"last year\"\n"),
        9,
        "names no earlier figure",
        "12 months earlier",
    );
    check_fault(
        &highlight("figure = \"x\"\nbenchmarks = [\"englnd\"]\n"),
        9,
        "no benchmark `englnd`",
        "did you mean `england`?",
    );
    check_fault(&highlight("lead = \"x\"\n"), 7, "names one of", "figure");
    check_fault(
        &highlight("figure = \"x\"\naction = \"R1.1\"\n"),
        7,
        "names one of",
        "figure",
    );
    check_fault(
        &highlight("action = \"R1.1\"\ncompare = \"none\"\n"),
        9,
        "`compare` needs a `figure`",
        "",
    );
    check_fault(
        &highlight("delivery = false\n"),
        8,
        "either true or left out",
        "",
    );
    check_fault(
        "[[section]]\nkind = \"highlights\"\nheading = \"H\"\n",
        4,
        "need at least one",
        "[[section.highlight]]",
    );
}

#[test]
fn every_placeholder_kind_and_label_is_explained() {
    let guide = include_str!("../../../../docs/report-template.md");
    for (name, meaning) in waymark_report::template::PLACEHOLDERS {
        assert!(
            guide.contains(&format!("| `{{{{ {name} }}}}` | {meaning} |")),
            "{name}"
        );
    }
    for line in Template::BUILT_IN.lines() {
        if let Some(kind) = line.strip_prefix("kind = ") {
            assert!(
                guide.contains(&format!("| `{}` |", kind.trim_matches('"'))),
                "{kind}"
            );
        }
    }
    for standing in waymark_narrative::sentence::Standing::ALL {
        assert!(guide.contains(standing.in_words()), "{standing:?}");
    }
}
